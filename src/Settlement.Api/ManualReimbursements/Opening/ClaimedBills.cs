using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence.Persons;

namespace Settlement.Api.ManualReimbursements.Opening;

/// <summary>What a claim is about: the bill of the facility, or one that the clerk enters.</summary>
internal sealed class ClaimedBills(UploadedBills uploaded, PaperBills paper)
{
    internal Task<Outcome<ClaimedBill>> OfAsync(
        PersonRecord person, OpenManualClaimRequest request, ManualClaimId claim, ManualReimbursementRules rules, Call call) =>
        request.Encounter is { } encounter
            ? uploaded.FindAsync(person.PersonId, encounter, call)
            : paper.EnterAsync(person, request, claim, rules, call);
}
