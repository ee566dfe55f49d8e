namespace Settlement.Domain.Policies.Documents;

/// <summary>What is wrong with a policy document, and where.</summary>
/// <param name="Path">JSON path, such as <c>$.inpatient.bands[1].upToYuan</c>.</param>
public sealed record PolicyFault(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>A policy document that says too much, too little or something impossible.</summary>
/// <param name="faults">At least one; a document that cannot be parsed shows only the first.</param>
public sealed class PolicyDocumentException(IReadOnlyList<PolicyFault> faults, Exception? inner = null)
    : Exception(string.Join('\n', faults), inner)
{
    public IReadOnlyList<PolicyFault> Faults { get; } = faults;

    /// <summary>JSON path of the first fault.</summary>
    public string Path => Faults[0].Path;
}
