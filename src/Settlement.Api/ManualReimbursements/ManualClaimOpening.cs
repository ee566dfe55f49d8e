using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Calendars;
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

namespace Settlement.Api.ManualReimbursements;

/// <summary>What a claim is about: the facility's encounter, or one made from the documents, which no facility sees.</summary>
internal sealed class ManualClaimOpening(SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock)
{
    /// <summary>The encounter, with the facility and the total of the bill; or what stands in the way.</summary>
    internal sealed record Subject(EncounterRecord Encounter, DesignatedFacility Facility, DateOnly EndedOn, Money Total);

    /// <summary>The facility's encounter, locked: paid in full, of this person, and under no other claim.</summary>
    internal async Task<(Subject? Subject, ProblemHttpResult? Problem)> UploadedAsync(
        PersonId person, UploadedEncounter named, CancellationToken cancellation)
    {
        var code = FacilityCode.Parse(named.FacilityCode);
        if (await db.LockEncounterAsync(code, named.EncounterNo, cancellation) is not { } encounter || encounter.PersonId != person
            || reference.Facilities.Find(code) is not { } facility)
            return (null, ProblemKind.NotFound.ToResult($"{named.FacilityCode}, {named.EncounterNo}", "/encounter"));
        if (encounter.ManualClaimId is not null)
            return (null, EncounterProblems.EncounterUnderClaim.ToResult(named.EncounterNo, "/encounter"));
        return encounter is { State: EncounterState.PaidInFull, PaidInFullOn: { } endedOn, PaidInFull: { } total }
            ? (new(encounter, facility, endedOn, total), null)
            : (null, ManualClaimProblems.EncounterNotPaidInFull.ToResult(named.EncounterNo, "/encounter"));
    }

    /// <summary>An encounter and its lines as the documents say them, stored under the code that stands for what agencies enter.</summary>
    internal async Task<(Subject? Subject, ProblemHttpResult? Problem)> FromPaperAsync(
        PersonRecord person, PaperBill bill, ManualClaimId claim, ManualReimbursementRules rules, byte[] hash, string by, CancellationToken cancellation)
    {
        if (FacilityOf(bill) is not { } facility)
            return (null, ProblemKind.NotFound.ToResult(Text.OrNull(bill.FacilityCode ?? bill.Facility?.Region), "/bill/facilityCode"));
        if (EncounterEnd.Fault(bill.Service, bill.StartedOn, null, bill.EndedOn, clock.Today()) is { } fault)
            return (null, fault.ToResult());
        if (await db.DiagnosisFaultAsync(bill.DiagnosisCode, [], cancellation) is { } unknown)
            return (null, unknown.ToResult());

        var lines = bill.Lines.Select(line => line.ToFeeLine()).ToList();
        if (LineFault(bill, lines, person, facility, rules) is { } refused)
            return (null, refused);
        var encounter = new EncounterRecord
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
            PaidInFull = Money.Sum(lines.Select(line => line.Amount)),
            SelfPaymentReason = bill.Reason,
            State = EncounterState.PaidInFull,
            RequestHash = hash,
            RegisteredBy = by,
            RegisteredAt = clock.Now(),
        };
        db.Add(encounter);
        db.AddRange(lines.Select(line => RecordOf(encounter, line)));
        await db.SaveChangesAsync(cancellation);
        return (new(encounter, facility, bill.EndedOn, encounter.PaidInFull.Value), null);
    }

    /// <summary>Null where the calendar of a year on the way is not loaded.</summary>
    internal DateOnly? DueOn(DateOnly from, int workingDays)
    {
        try
        {
            return reference.Calendar.After(from, workingDays);
        }
        catch (CalendarMissingException)
        {
            return null;
        }
    }

    /// <summary>The same where it is known; else Monday to Friday count in a year whose calendar is not loaded.</summary>
    internal DateOnly DueOnByWeekdays(DateOnly from, int workingDays) => reference.Calendar.AfterWeekdays(from, workingDays);

    private DesignatedFacility? FacilityOf(PaperBill bill)
    {
        if (bill.FacilityCode is { } code)
            return reference.Facilities.Find(FacilityCode.Parse(code));
        var (name, region, level) = bill.Facility!;
        return reference.Regions.ContainsKey(RegionCode.Parse(region))
            ? new(FacilityRecord.EnteredByAgency, name, RegionCode.Parse(region), level, new(DateOnly.MinValue, last: null), [])
            : null;
    }

    /// <summary>A line that the catalogue does not list says so, and one that says so is not listed: else somebody made a mistake.</summary>
    private ProblemHttpResult? LineFault(
        PaperBill bill, List<FeeLine> lines, PersonRecord person, DesignatedFacility facility, ManualReimbursementRules rules)
    {
        var province = (rules.CatalogSide == CatalogSide.InsuredPlace ? person.InsuredRegion : facility.Region).Province;
        if (!reference.Catalog.Knows(province))
            return ManualClaimProblems.CatalogMissing.ToResult($"{province}");
        var items = reference.Catalog.At(province);
        for (var i = 0; i < lines.Count; i++)
        {
            var isListed = items.Find(lines[i].ItemCode, lines[i].ServiceDate).Entry is not null;
            if (bill.Lines[i].OutsideCatalog && isListed)
                return ManualClaimProblems.ItemListed.ToResult(lines[i].ItemCode, $"/bill/lines/{i}/outsideCatalog");
            if (!bill.Lines[i].OutsideCatalog && !isListed)
                return ManualClaimProblems.ItemNotListed.ToResult($"{lines[i].ItemCode}, {lines[i].ServiceDate:O}", $"/bill/lines/{i}/itemCode");
        }
        var context = new LineContext(
            province, facility.Level, bill.Service, bill.IsEmergency, new(bill.StartedOn, bill.EndedOn), person.IdentityNumber.BirthDate,
            person.IdentityNumber.Sex)
        {
            UnlistedIsSelfPaid = true,
        };
        var (_, refused) = LineSplitter.Split(lines, reference.Catalog, context);
        return refused.Count > 0 ? new Refused(RefusalCode.LinesRefused, $"{refused.Count}", refused).ToRefusal().ToResult() : null;
    }

    private static FeeLineRecord RecordOf(EncounterRecord encounter, FeeLine line) => new()
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
