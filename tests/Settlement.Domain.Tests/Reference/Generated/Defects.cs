using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>Makes a claim one that is refused, by a given code or a given fault of a line.</summary>
internal static class Defects
{
    private static readonly FacilityCode Elsewhere = FacilityCode.Parse("H99999999999");

    public static SettlementClaim With(Draw draw, SettlementClaim claim, RefusalCode code)
    {
        var (benefit, start) = (claim.Encounter.Benefit, claim.Encounter.StartedOn);
        var dayBefore = start.AddDays(-1);
        return code switch
        {
            RefusalCode.NotCrossProvince => claim with { Facility = claim.Facility with { Region = World.NextCity } },
            RefusalCode.InsuranceNotActive =>
                claim with { Person = claim.Person with { Status = draw.Pick(InsuredStatus.Suspended, InsuredStatus.Terminated) } },
            RefusalCode.FilingRequired => claim with { Policy = claim.Policy! with { Reduction = Nothing, Benefits = WithoutReductions(claim.Policy!) } },
            RefusalCode.FacilityNotOpen => claim with
            {
                Facility = draw.Int(0, 2) switch
                {
                    0 => claim.Facility with { Agreement = new(new(2000, 1, 1), dayBefore) },
                    1 => claim.Facility with { Openings = [.. claim.Facility.Openings.Where(o => o.Benefit != benefit)] },
                    _ => claim.Facility with { Openings = [new(benefit, new(start.AddDays(1), null))] },
                },
            },
            RefusalCode.DiseaseNotSupported => claim with
            {
                ChronicDiseases = new(World.Diseases.Where(d => d != benefit.Disease || draw.Chance(50))
                    .ToDictionary(d => d, d => d == benefit.Disease ? new DateRange(start.AddDays(1), null) : World.Always)),
            },
            RefusalCode.NoPolicyInForce => claim with { Policy = null },
            RefusalCode.ServiceNotOpenAtInsuredPlace =>
                claim with { Policy = claim.Policy! with { Benefits = claim.Policy!.Benefits.Where(b => b.Key != benefit).ToDictionary() } },
            RefusalCode.QualificationMissing => claim with
            {
                Person = claim.Person with
                {
                    Qualifications = benefit.Disease is { } disease && draw.Chance(50) ? [new(disease, new(new(2000, 1, 1), dayBefore))] : [],
                },
            },
            RefusalCode.QualifiedElsewhere => claim with
            {
                Person = claim.Person with
                {
                    Qualifications = [.. claim.Person.Qualifications.Select(q => q with { Facilities = [FacilityCode.Parse("H99999999999")] })],
                },
            },
            RefusalCode.PrescriptionMissing => claim with { SpecialDrug = null },
            RefusalCode.DrugNotListed => claim with { SpecialDrug = claim.SpecialDrug is { } d ? d with { Listing = null } : null },
            RefusalCode.DrugNotApproved => claim with
            {
                SpecialDrug = claim.SpecialDrug is { Approval: { } a } d
                    ? draw.Pick(
                        d with { Approval = null },
                        d with { Approval = a with { Validity = new(new(2000, 1, 1), dayBefore) } },
                        d with { Prescription = d.Prescription with { DoctorCode = "D2" } },
                        d with { Prescription = d.Prescription with { Hospital = Elsewhere } })
                    : claim.SpecialDrug,
            },
            RefusalCode.DrugElsewhere => claim with
            {
                SpecialDrug = claim.SpecialDrug is { Approval: { } a } d
                    ? d with { Approval = a with { Hospital = Elsewhere }, Prescription = d.Prescription with { Hospital = Elsewhere } }
                    : claim.SpecialDrug,
            },
            RefusalCode.PrescriptionExpired => claim with
            {
                SpecialDrug = claim.SpecialDrug is { } d ? d with { Prescription = d.Prescription with { Validity = new(new(2000, 1, 1), dayBefore) } } : null,
            },
            RefusalCode.PrescriptionCancelled => claim with
            {
                SpecialDrug = claim.SpecialDrug is { } d ? d with { Prescription = d.Prescription with { IsCancelled = true } } : null,
            },
            RefusalCode.PrescriptionUsed => claim with { SpecialDrug = claim.SpecialDrug is { } d ? d with { IsUsed = true } : null },
            RefusalCode.PrescriptionExceeded => claim with
            {
                SpecialDrug = claim.SpecialDrug is { } d
                    ? d with { Prescription = draw.Chance(50) ? d.Prescription with { DrugCode = "X1" } : d.Prescription with { Quantity = d.Prescription.Quantity - 1.5m } }
                    : null,
            },
            RefusalCode.ThirdPartyLiable => claim with { Encounter = claim.Encounter with { Trauma = Trauma.WithThirdParty } },
            RefusalCode.TraumaNotCovered => claim with
            {
                Encounter = claim.Encounter with { Trauma = Trauma.WithoutThirdParty },
                Policy = claim.Policy! with { DirectSettlement = claim.Policy!.DirectSettlement with { TraumaWithoutThirdParty = false } },
            },
            RefusalCode.NoLines => claim with { Lines = [] },
            RefusalCode.LinesRefused => claim with { Lines = WithFault(draw, claim, draw.Pick(Enum.GetValues<LineFault>())) },
            _ => throw new NotSupportedException(code.ToString()),
        };
    }

    /// <summary>The bill with one more line, or two, at any place.</summary>
    private static List<FeeLine> WithFault(Draw draw, SettlementClaim claim, LineFault fault)
    {
        var number = $"F{claim.Lines.Count}-";
        var charge = new FeeLine(number + 1, RandomCatalog.Items[0], claim.Encounter.StartedOn, 3m, 1.25m, new(375));
        var refund = charge with { LineNo = number + 2, RefundsLineNo = charge.LineNo, Quantity = -1m, Amount = new(-125) };
        IReadOnlyList<FeeLine> lines = fault switch
        {
            LineFault.UnmappedItem => [charge with { ItemCode = "", HospitalItemCode = draw.Pick("YY-1", null) }],
            LineFault.OutsideWithoutStay when claim.Encounter.Service == CareService.Inpatient => [charge with { ItemCode = "X0", OutsideFacility = "E" }],
            LineFault.OutsideWithoutStay => [charge with { OutsideFacility = "E" }],
            LineFault.UnknownItem => [charge with { ItemCode = "X0" }],
            LineFault.ItemNotInForce => [charge with { ItemCode = RandomCatalog.Expired }],
            LineFault.ItemOfOtherKind =>
                [charge with { Kind = ItemKind.WesternMedicine }, charge with { LineNo = number + 3, Kind = ItemKind.MedicalService }],
            LineFault.FirstSelfPaidRatioMissing => [charge with { ItemCode = RandomCatalog.WithoutRatio }],
            LineFault.ServiceDateOutsideEncounter =>
                [charge with { ServiceDate = draw.Pick(claim.Encounter.StartedOn.AddDays(-1), claim.Encounter.EndedOn.AddDays(1)) }],
            LineFault.AmountMismatch => draw.Pick<IReadOnlyList<FeeLine>>(
                [charge with { Amount = draw.Pick(new Money(374), new Money(376), new Money(-375)) }],
                [charge, refund with { Amount = draw.Pick(new Money(-124), new Money(-126), new Money(125)) }],
                [charge, refund with { Quantity = -3m, Amount = new(-374) }]),
            LineFault.QuantityOfWrongSign => draw.Pick<IReadOnlyList<FeeLine>>(
                [charge with { Quantity = 0m, Amount = Money.Zero }],
                [charge with { Quantity = -3m, Amount = new(-375) }],
                [charge, refund with { Quantity = 1m, Amount = new(125) }],
                [charge, refund with { Quantity = 0m, Amount = Money.Zero }]),
            LineFault.RefundWithoutCharge => draw.Pick<IReadOnlyList<FeeLine>>(
                [refund],
                [charge, refund with { ItemCode = RandomCatalog.Items[1] }],
                [charge with { ServiceDate = claim.Encounter.EndedOn }, refund with { ServiceDate = claim.Encounter.EndedOn.AddDays(-1) }],
                [charge with { Amount = new(374) }, refund],
                [charge, refund with { UnitPriceYuan = 1.24m, Amount = new(-124) }],
                [charge, refund, refund with { LineNo = number + 3, RefundsLineNo = refund.LineNo }]),
            LineFault.RefundExceedsCharge => draw.Pick<IReadOnlyList<FeeLine>>(
                [charge, refund with { Quantity = -3.0001m, Amount = new(-375) }],
                [charge, refund, refund with { LineNo = number + 3, Quantity = -2.5m, Amount = new(-313) }]),
            _ => throw new NotSupportedException(fault.ToString()),
        };
        return draw.Some([.. claim.Lines, .. lines], 100);
    }

    private static readonly AwayReduction Nothing = new(ReductionMode.PointsOff, new Dictionary<TreatmentClass, decimal>(), World.Source);

    private static Dictionary<Benefit, ServiceRules> WithoutReductions(ReimbursementPolicy policy) =>
        policy.Benefits.ToDictionary(b => b.Key, b => b.Value with { Reduction = null });
}
