using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.ManualReimbursements.Opening;

/// <summary>Bills that no facility uploaded: the clerk enters them from documents.</summary>
internal sealed class PaperBills(SettlementDbContext db, ReferenceSnapshot reference)
{
    /// <summary>An encounter and its lines as the documents say them, stored under the code that stands for what agencies enter.</summary>
    internal async Task<Outcome<ClaimedBill>> EnterAsync(
        PersonRecord person, OpenManualClaimRequest request, ManualClaimId claim, ManualReimbursementRules rules, Call call)
    {
        var bill = request.Bill!;
        if (FacilityOf(bill) is not { } facility)
            return ProblemKind.NotFound.Refuse(Text.OrNull(bill.FacilityCode ?? bill.Facility?.Region), "/bill/facilityCode");
        if (EncounterEnd.Fault(bill.Service, bill.StartedOn, null, bill.EndedOn, call.Today) is { } fault)
            return fault;
        if (await db.DiagnosisFaultAsync(bill.DiagnosisCode, [], call.Cancellation) is { } unknown)
            return unknown;
        var lines = bill.Lines.Select(line => line.ToFeeLine()).ToList();
        if (LineFault(bill, lines, person, facility, rules) is { } refused)
            return refused;

        var encounter = NewEncounter(person, bill, claim, Wire.Hash(request), call);
        encounter.PaidInFull = Money.Sum(lines.Select(line => line.Amount));
        db.Add(encounter);
        db.AddRange(lines.Select(line => NewLine(encounter, line)));
        await db.SaveChangesAsync(call.Cancellation);
        return new ClaimedBill(encounter, facility, bill.EndedOn, encounter.PaidInFull.Value);
    }

    private DesignatedFacility? FacilityOf(PaperBill bill)
    {
        if (bill.FacilityCode is { } code)
            return reference.Facilities.Find(FacilityCode.Parse(code));
        var (name, region, level) = bill.Facility!;
        return reference.Regions.ContainsKey(RegionCode.Parse(region))
            ? new(FacilityRecord.EnteredByAgency, name, RegionCode.Parse(region), level, new(DateOnly.MinValue, last: null), [])
            : null;
    }

    /// <summary>What the catalogue that applies says of the lines; null where they can be entered.</summary>
    private Refusal? LineFault(
        PaperBill bill, IReadOnlyList<FeeLine> lines, PersonRecord person, DesignatedFacility facility, ManualReimbursementRules rules)
    {
        var province = (rules.CatalogSide == CatalogSide.InsuredPlace ? person.InsuredRegion : facility.Region).Province;
        if (!reference.Catalog.Knows(province))
            return ManualClaimProblems.CatalogMissing.Refuse($"{province}");
        var items = lines.Select((line, i) => new PaperBillItem(line.ItemCode, line.ServiceDate, bill.Lines[i].OutsideCatalog)).ToList();
        if (PaperBillLines.FirstMistaken(items, reference.Catalog.At(province)) is { } at)
            return items[at].IsOutside
                ? ManualClaimProblems.ItemListed.Refuse(items[at].ItemCode, $"/bill/lines/{at}/outsideCatalog")
                : ManualClaimProblems.ItemNotListed.Refuse($"{items[at].ItemCode}, {items[at].ServiceDate:O}", $"/bill/lines/{at}/itemCode");
        var (_, refused) = LineSplitter.Split(lines, reference.Catalog, new(
            province, facility.Level, bill.Service, bill.IsEmergency, new(bill.StartedOn, bill.EndedOn), person.IdentityNumber.BirthDate,
            person.IdentityNumber.Sex)
        {
            UnlistedIsSelfPaid = true,
        });
        return refused.Count > 0 ? new Refused(RefusalCode.LinesRefused, $"{refused.Count}", refused).ToRefusal() : null;
    }

    private static EncounterRecord NewEncounter(PersonRecord person, PaperBill bill, ManualClaimId claim, byte[] hash, Call call) => new()
    {
        PersonId = person.PersonId,
        EncounterId = EncounterId.New(),
        FacilityCode = FacilityRecord.EnteredByAgency,
        EncounterNo = $"manual:{claim.Value:N}",
        Service = bill.Service,
        DiseaseCode = bill.DiseaseCode,
        Trauma = bill.Trauma,
        IsEmergency = bill.IsEmergency,
        StartedOn = bill.StartedOn,
        DiagnosisCode = bill.DiagnosisCode,
        DischargedOn = bill.Service == CareService.Inpatient ? bill.EndedOn : null,
        DischargeManner = bill.Service == CareService.Inpatient ? DischargeManner.Other : null,
        PaidInFullOn = bill.EndedOn,
        SelfPaymentReason = bill.Reason,
        State = EncounterState.PaidInFull,
        RequestHash = hash,
        RegisteredBy = call.By,
        RegisteredAt = call.Now,
    };

    private static FeeLineRecord NewLine(EncounterRecord encounter, FeeLine line) => new()
    {
        PersonId = encounter.PersonId,
        EncounterId = encounter.EncounterId,
        LineNo = line.LineNo,
        ItemCode = line.ItemCode,
        ServiceDate = line.ServiceDate,
        Quantity = line.Quantity,
        UnitPrice = line.UnitPriceYuan,
        Amount = line.Amount,
        Kind = line.Kind,
        HospitalItemCode = line.HospitalItemCode,
    };
}
