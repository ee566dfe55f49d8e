using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Domain.Filings;

namespace Settlement.Api.Filings;

/// <summary>审核: accepts, returns or rejects one filing.</summary>
internal sealed class FilingDecisions(FilingDesk desk, FilingAcceptance acceptance, TimeProvider clock, IHttpContextAccessor http)
{
    internal Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> DecideAsync(
        string regionCode, string filingNo, DecideFilingRequest request, CancellationToken cancellation)
    {
        var by = http.HttpContext!.Caller().Subject;
        return desk.TakeAsync(regionCode, filingNo, StepOf(request.Decision), request, request.Version, request.Note, async filing =>
        {
            filing.DecisionNote = request.Note;
            if (request.Decision == FilingDecision.Accept)
                return await acceptance.AcceptAsync(filing, Wire.Hash(request), by, cancellation);
            if (request.Decision == FilingDecision.Reject)
                (filing.DecidedBy, filing.DecidedAt) = (by, clock.Now());
            return null;
        }, cancellation);
    }

    private static FilingStep StepOf(FilingDecision decision) => decision switch
    {
        FilingDecision.Accept => FilingStep.Accept,
        FilingDecision.Return => FilingStep.Return,
        FilingDecision.Reject => FilingStep.Reject,
        _ => throw new NotSupportedException(decision.ToString()),
    };
}
