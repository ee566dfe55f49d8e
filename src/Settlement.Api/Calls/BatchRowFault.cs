namespace Settlement.Api.Calls;

/// <summary>What is wrong with a row of a batch.</summary>
/// <param name="Row">From 1; in a table the first line below the header.</param>
/// <param name="Pointer">Place in the JSON body, as which a table counts too.</param>
internal sealed record BatchRowFault(int Row, string Pointer, string Code, string Detail)
{
    private const int Shown = 1_000;

    /// <summary>Read in the language of the call under way.</summary>
    internal static BatchRowFault Of(int rowNo, Refusal refusal) =>
        new(rowNo, $"/rows/{rowNo - 1}{refusal.Pointer}", refusal.Kind.Code, refusal.Sentence);

    /// <summary>Refuses a batch as a whole and names its faulty rows, the first thousand of them.</summary>
    internal static Refusal Refuse(IReadOnlyCollection<BatchRowFault> faults) =>
        ProblemKind.BatchRefused.Refuse($"{faults.Count}").With("rows", faults.OrderBy(fault => fault.Row).Take(Shown).ToList());
}
