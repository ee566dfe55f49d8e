using Settlement.Api.Calls;
using Settlement.Domain.Catalogs;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Settlements;

/// <summary>What the rules refuse, as a call is refused.</summary>
internal static class LineRefusals
{
    /// <param name="linesSent">How many of the lines, the first ones, were sent with this request.</param>
    internal static Refusal ToRefusal(this Refused refused, int linesSent = 0)
    {
        var kind = SettlementProblems.OfRefusal[refused.Code];
        return refused.Lines.Count == 0
            ? kind.Refuse(refused.Detail)
            : kind.Refuse().With("lines", refused.Lines.Select(line => RefusedLineAnswer.From(line, linesSent)).ToList());
    }
}

/// <summary>A fee line that was refused.</summary>
/// <param name="Pointer">Place in the body that was sent; null where the line was stored before.</param>
/// <param name="Expected">What would have been right, such as the amount in yuan; null where nothing can be named.</param>
internal sealed record RefusedLineAnswer(string LineNo, string? Pointer, string Code, string Detail, string? Expected = null)
{
    internal static RefusedLineAnswer From(RefusedLine line, int linesSent) => new(
        line.LineNo, line.Index < linesSent ? $"/lines/{line.Index}" : null, Wire.Name(line.Fault),
        $"{SettlementProblems.OfLine[line.Fault]}: {line.Detail}", line.Expected);
}
