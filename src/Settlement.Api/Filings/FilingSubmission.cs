using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>What an application says, checked against the person, the regions and the insured place's rules.</summary>
internal sealed class FilingSubmission(SettlementDbContext db, FilingChecks checks, TimeProvider clock)
{
    /// <summary>Puts what was applied for into the record, and sets the day by which it is to be decided.</summary>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal async Task<ProblemHttpResult?> FillAsync(FilingRecord filing, SubmitFilingRequest request, CancellationToken cancellation)
    {
        var today = clock.Today();
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == filing.PersonId, cancellation);
        var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).On(today);
        if (checks.FaultOf(filing.InsuredRegion, request, person, rules, filing.SubmittedAt.DayInChina()) is { } fault)
            return fault;
        var (replaced, replacedFault) = await ReplacedAsync(filing, request, rules, cancellation);
        if (replacedFault is not null)
            return replacedFault;
        checks.Fill(filing, request, rules, today);
        filing.ReplacesFilingId = replaced;
        return null;
    }

    /// <summary>自助备案: whether it is accepted without a clerk.</summary>
    internal async Task<bool> IsAcceptedAtOnceAsync(FilingRecord filing, CancellationToken cancellation)
    {
        var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).On(clock.Today()).Of(filing.Type);
        return rules.AcceptedAtOnce && filing.Channel.IsOnline() && rules.Missing(filing.Shown, filing.Promised).Count == 0;
    }

    /// <summary>变更: the filing of the same person and class, not over yet, whose place this one takes, not before it may be changed (R1.4.2).</summary>
    private async Task<(FilingId? Replaced, ProblemHttpResult? Fault)> ReplacedAsync(
        FilingRecord filing, SubmitFilingRequest request, FilingRules rules, CancellationToken cancellation)
    {
        if (request.Replaces is not { } number)
            return (null, null);
        var replaced = await db.Filings.AsNoTracking().SingleOrDefaultAsync(
            f => f.PersonId == filing.PersonId && f.InsuredRegion == filing.InsuredRegion && f.FilingNo == number, cancellation);
        if (replaced is null || replaced.State != FilingState.Accepted || !replaced.ReachesBeyond(clock.Today()) || replaced.FilingId == filing.FilingId
            || replaced.Type.IsLongTerm() != request.Type.IsLongTerm())
            return (null, FilingProblems.ReplacedNotPossible.ToResult(number, "/replaces"));
        var earliest = rules.Of(replaced.Type).MayChangeFrom(replaced.ValidFrom);
        return request.ValidFrom < earliest
            ? (null, FilingProblems.ChangeTooEarly.ToResult($"{number}, {earliest:O}", "/validFrom"))
            : (replaced.FilingId, null);
    }
}
