using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements;
using Settlement.Api.Settlements.Settle;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Visits;

/// <summary>预结算 of a whole visit: each open part as if those before it were settled (R1.11).</summary>
internal sealed class PreviewVisit(SettlementStore store, Settling settling, SettlementDbContext db, ReferenceSnapshot reference)
{
    internal async Task<Outcome<VisitPreviewAnswer>> RunAsync(FacilityCode facility, string visitNo, PreviewVisitRequest request, Call call)
    {
        if (await db.FindVisitAsync(facility, visitNo, call.Cancellation) is not var (visit, all))
            return VisitProblems.VisitNotFound.Refuse(visitNo);
        var parts = all.Where(p => p.State == EncounterState.Open).ToList();
        if (parts.Count == 0)
            return EncounterProblems.OfState(all[^1].State, all[^1].EncounterNo)!;

        var answers = new List<PreviewAnswer>();
        var before = default(SettledBefore?);
        var settled = new List<EncounterId>();
        foreach (var (index, part) in parts.Index())
        {
            var bill = visit.ToSettle(part.EncounterNo, request.UsePersonalAccount);
            var found = (await store.ReadAsync(bill.Query(), call.Cancellation)).Found;
            var encounter = found is not null && before is { } earlier ? earlier.SeenBy(found) : found;
            if ((await settling.PreviewAsync(store, bill, encounter, settled, call)).IsRefused(out var refusal, out var computed))
                return refusal.OfPart(index, part.EncounterNo);
            answers.Add(PreviewAnswer.From(
                part.EncounterNo, computed, request.Explain ? WhyNotMore.Of(computed.Claim) : null, Warnings.Of(encounter!, reference)));
            settled.Add(encounter!.EncounterId);
            before = SettledBefore.After(encounter, computed.Statement, visit.StartedOn.Year);
        }
        return new VisitPreviewAnswer(visitNo, VisitTotalsAnswer.Of(answers.Select(a => a.Amounts)), answers);
    }

    /// <summary>Accounts as they would stand after the parts before.</summary>
    private readonly record struct SettledBefore(IReadOnlyDictionary<int, AccountReads> Accounts, Money Balance)
    {
        internal EncounterReads SeenBy(EncounterReads part) => part with { Accounts = Accounts, PersonalAccountBalance = Balance };

        internal static SettledBefore After(EncounterReads part, SettlementStatement statement, int year) => new(
            new Dictionary<int, AccountReads>(part.Accounts)
            {
                [year] = part.AccountOf(year) with { Account = part.AccountOf(year).Account.With(statement.AccountChange) },
            },
            part.PersonalAccountBalance - statement.Amounts.PersonalAccount);
    }
}
