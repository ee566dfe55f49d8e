using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements.Settle;

/// <summary>预结算: what a settlement made now would give.</summary>
internal sealed class PreviewSettlement(SettlementStore store, Settling settling, ReferenceSnapshot reference)
{
    internal async Task<Outcome<PreviewAnswer>> RunAsync(FacilityCode facility, string encounterNo, PreviewRequest request, Call call)
    {
        var bill = new EncounterToSettle(facility, encounterNo, request.EndedOn, request.UsePersonalAccount);
        var encounter = (await store.ReadAsync(bill.Query(), call.Cancellation)).Found;
        if ((await settling.PreviewAsync(store, bill, encounter, settled: [], call)).IsRefused(out var refusal, out var computed))
            return refusal;
        return PreviewAnswer.From(
            encounterNo, computed, request.Explain ? WhyNotMore.Of(computed.Claim) : null, Warnings.Of(encounter!, reference));
    }
}
