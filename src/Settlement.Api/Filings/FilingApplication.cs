using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.Filings;

/// <summary>What an application says, checked against the person, the regions and the insured place's rules.</summary>
internal sealed class FilingApplication(SettlementDbContext db, FilingChecks checks)
{
    /// <summary>Puts what was applied for into the record, and sets the day by which it is to be decided.</summary>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal async Task<Refusal?> FillAsync(FilingRecord filing, SubmitFilingRequest request, Call call)
    {
        var person = await db.Persons.FindAsync([filing.PersonId], call.Cancellation);
        var rules = (await db.RulesOfAsync<FilingRules>(filing.InsuredRegion, call.Cancellation)).On(call.Today);
        if (checks.FaultOf(filing.InsuredRegion, request, person, rules, filing.SubmittedAt.DayInChina()) is { } fault)
            return fault;
        var replaced = request.Replaces is { } number ? await FindReplacedAsync(filing, number, call) : null;
        if (ReplacedFault(filing, request, replaced, rules, call.Today) is { } replacedFault)
            return replacedFault;
        checks.Fill(filing, request, rules, call.Today);
        filing.ReplacesFilingId = replaced?.FilingId;
        return null;
    }

    /// <summary>自助备案: whether it is accepted without a clerk.</summary>
    internal async Task<bool> IsAcceptedAtOnceAsync(FilingRecord filing, Call call)
    {
        var rules = (await db.RulesOfAsync<FilingRules>(filing.InsuredRegion, call.Cancellation)).On(call.Today).Of(filing.Type);
        return rules.AcceptedAtOnce && filing.Channel.IsOnline() && rules.Missing(filing.Shown, filing.Promised).Count == 0;
    }

    private Task<FilingRecord?> FindReplacedAsync(FilingRecord filing, string number, Call call) =>
        db.Filings.AsNoTracking().SingleOrDefaultAsync(
            f => f.PersonId == filing.PersonId && f.InsuredRegion == filing.InsuredRegion && f.FilingNo == number, call.Cancellation);

    /// <summary>
    /// 变更: a filing of the same person and class, not over yet, gives its place up, not before it may be changed (R1.4.2).
    /// </summary>
    private static Refusal? ReplacedFault(
        FilingRecord filing, SubmitFilingRequest request, FilingRecord? replaced, FilingRules rules, DateOnly today)
    {
        if (request.Replaces is not { } number)
            return null;
        if (replaced is null || replaced.State != FilingState.Accepted || !replaced.ReachesBeyond(today)
            || replaced.FilingId == filing.FilingId
            || replaced.Type.IsLongTerm() != request.Type.IsLongTerm())
            return FilingProblems.ReplacedNotPossible.Refuse(number, "/replaces");
        var earliest = rules.Of(replaced.Type).MayChangeFrom(replaced.ValidFrom);
        return request.ValidFrom < earliest ? FilingProblems.ChangeTooEarly.Refuse($"{number}, {earliest:O}", "/validFrom") : null;
    }
}
