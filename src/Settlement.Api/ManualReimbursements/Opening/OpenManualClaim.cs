using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.RulesVersions;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements.Opening;

/// <summary>手工报销受理: a claim on an uploaded encounter or on documents, under the agency's own number.</summary>
internal sealed class OpenManualClaim(
    SettlementDbContext db, NumberedCall numbered, ClaimedBills bills, ManualClaims claims, ReferenceSnapshot reference)
{
    internal Task<Outcome<ManualClaimAnswer>> RunAsync(ClaimKey key, OpenManualClaimRequest request, Call call) => numbered.OnceAsync(
        new($"manual-claim/{key.Region}", key.No, "claimNo", Wire.Hash(request)),
        () => db.FindClaimAsync(key, call.Cancellation),
        () => OpenAsync(key, request, call),
        claim => claims.AnswerAsync(claim, call),
        call.Cancellation);

    private async Task<Outcome<ManualClaimRecord>> OpenAsync(ClaimKey key, OpenManualClaimRequest request, Call call)
    {
        var personId = PersonId.Of(key.Region, new(request.PersonNo));
        await db.LockPersonAsync(personId, call.Cancellation);
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == personId, call.Cancellation) is not { } person)
            return ProblemKind.PersonNotFound.Refuse(request.PersonNo, "/personNo");
        var (claimId, today) = (ManualClaimId.New(), call.Today);
        var rules = (await db.RulesOfAsync<ManualReimbursementRules>(key.Region, call.Cancellation)).On(today);
        if ((await bills.OfAsync(person, request, claimId, rules, call)).IsRefused(out var refusal, out var bill))
            return refusal;
        if (!rules.MayClaim(bill.EndedOn, today))
            return ManualClaimProblems.ClaimTooLate.Refuse($"{bill.EndedOn:O}, {rules.MonthsToClaim}");

        var claim = NewClaim(claimId, key, request, bill, rules, call);
        db.Add(claim);
        await db.SaveChangesAsync(call.Cancellation); // before the invoices, which name it
        if (await db.AddInvoicesAsync(claim, request.Invoices, call) is { } used)
            return used;
        bill.Encounter.ManualClaimId = claimId;
        db.Add(ManualClaimSteps.Event(claim, new(ManualClaimStep.Open, claim.RequestHash), call));
        return claim;
    }

    private ManualClaimRecord NewClaim(
        ManualClaimId claimId, ClaimKey key, OpenManualClaimRequest request, ClaimedBill bill, ManualReimbursementRules rules, Call call)
    {
        var (service, isUploaded, today) = (bill.Encounter.Service, request.Encounter is not null, call.Today);
        var missing = rules.Missing(service, isUploaded, request.Shown ?? [], request.Invoices is { Count: > 0 });
        var due = ClaimDue.After(today, rules.WorkingDays, reference.Calendar);
        return new()
        {
            PersonId = bill.Encounter.PersonId,
            ClaimId = claimId,
            InsuredRegion = key.Region,
            ClaimNo = key.No,
            EncounterId = bill.Encounter.EncounterId,
            IsUploaded = isUploaded,
            FacilityCode = bill.Facility.Code,
            FacilityName = bill.Facility.Name,
            FacilityRegion = bill.Facility.Region,
            FacilityLevel = bill.Facility.Level,
            Service = service,
            EndedOn = bill.EndedOn,
            Total = bill.Total,
            State = ManualClaimLife.Opened(lacksNothing: missing.Count == 0),
            Version = 1,
            Shown = [.. (request.Shown ?? []).Order()],
            RulesVersion = rules.Version,
            CatalogSide = rules.CatalogSide,
            ReceivedOn = today,
            DueOn = due.On,
            DueOnByWeekdays = due.ByWeekdays,
            VerificationProposed = rules.FeeCheck.Proposes(service, bill.Total),
            RequestHash = Wire.Hash(request),
            OpenedBy = call.By,
            OpenedAt = call.Now,
        };
    }
}
