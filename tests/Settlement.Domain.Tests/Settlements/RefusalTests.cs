using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Tests.Settlements;

public sealed class RefusalTests
{
    private static readonly FacilityCode Elsewhere = FacilityCode.Parse("H99999999999");

    private static readonly Dictionary<RefusalCode, Func<SettlementClaim, SettlementClaim>> Faults = new()
    {
        [RefusalCode.NotCrossProvince] = c => c with { Facility = c.Facility with { Region = RegionCode.Parse("360102") } },
        [RefusalCode.InsuranceNotActive] = c => c with { Person = c.Person with { Status = InsuredStatus.Suspended } },
        [RefusalCode.FilingRequired] = c => c with { Filings = [] },
        [RefusalCode.FacilityNotOpen] = c => c with { Facility = c.Facility with { Openings = [] } },
        [RefusalCode.DiseaseNotSupported] = c => Chronic(c) with { ChronicDiseases = ChronicDiseases.None },
        [RefusalCode.NoPolicyInForce] = c => c with { Policy = null },
        [RefusalCode.ServiceNotOpenAtInsuredPlace] = c => c.Under(p => p with { Benefits = new Dictionary<Benefit, ServiceRules>() }),
        [RefusalCode.QualificationMissing] = c => Chronic(c) is var chronic ? chronic with { Person = chronic.Person with { Qualifications = [] } } : c,
        [RefusalCode.QualifiedElsewhere] = c => Chronic(c) is var chronic
            ? chronic with { Person = chronic.Person with { Qualifications = [.. chronic.Person.Qualifications.Select(q => q with { Facilities = [FacilityCode.Parse("H99999999999")] })] } }
            : c,
        [RefusalCode.PrescriptionMissing] = c => Drug(c, _ => null),
        [RefusalCode.DrugNotListed] = c => Drug(c, d => d with { Listing = null }),
        [RefusalCode.DrugNotApproved] = c => Drug(c, d => d with { Approval = null }),
        [RefusalCode.DrugElsewhere] = c => Drug(c, d => d with { Approval = d.Approval! with { Hospital = Elsewhere }, Prescription = d.Prescription with { Hospital = Elsewhere } }),
        [RefusalCode.PrescriptionExpired] = c => Drug(c, d => d with { Prescription = d.Prescription with { Validity = new(Example.Admission.AddDays(-8), Example.Admission.AddDays(-1)) } }),
        [RefusalCode.PrescriptionCancelled] = c => Drug(c, d => d with { Prescription = d.Prescription with { IsCancelled = true } }),
        [RefusalCode.PrescriptionUsed] = c => Drug(c, d => d with { IsUsed = true }),
        [RefusalCode.PrescriptionExceeded] = c => Drug(c, d => d with { Prescription = d.Prescription with { Quantity = 0.5m } }),
        [RefusalCode.ThirdPartyLiable] = c => c with { Encounter = c.Encounter with { Trauma = Trauma.WithThirdParty } },
        [RefusalCode.TraumaNotCovered] = c => (c with { Encounter = c.Encounter with { Trauma = Trauma.WithoutThirdParty } })
            .Under(p => p with { DirectSettlement = p.DirectSettlement with { TraumaWithoutThirdParty = false } }),
        [RefusalCode.NoLines] = c => c with { Lines = [] },
        [RefusalCode.LinesRefused] = c => c with { Lines = [.. c.Lines, Example.Line("NONE", 1)] },
    };

    public static TheoryData<RefusalCode> Codes => [.. Enum.GetValues<RefusalCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_code_has_a_claim_that_is_refused_with_it(RefusalCode code) =>
        Assert.Equal(code, Example.Refused(Faults[code](Example.Claim)).Code);

    /// <summary>What is about the direct way does not stand against a manual claim, everything else does.</summary>
    [Theory, Rule("R-MAN-01"), Rule("R1.19")]
    [MemberData(nameof(Codes))]
    public void A_manual_claim_is_refused_for_the_entitlement_and_not_for_the_direct_way(RefusalCode code)
    {
        var isOfTheDirectWay = code is RefusalCode.FacilityNotOpen or RefusalCode.DiseaseNotSupported or RefusalCode.TraumaNotCovered
            or RefusalCode.InsuranceNotActive; // here: suspended
        var manual = Faults[code](Example.Claim) with { Channel = SettlementChannel.Manual };

        if (isOfTheDirectWay)
            Assert.IsType<SettlementOutcome.Settled>(SettlementCalculator.Settle(manual));
        else if (code == RefusalCode.LinesRefused) // the item that no catalogue lists is wholly self-paid
            Assert.Equal(Money.FromYuan(1), Assert.IsType<SettlementOutcome.Settled>(SettlementCalculator.Settle(manual)).Statement.Amounts.FullSelfPay);
        else
            Assert.Equal(code, Example.Refused(manual).Code);
    }

    /// <summary>Pairs of faults that one claim can have: without a policy neither the filing nor the service can be judged.</summary>
    public static TheoryData<RefusalCode, RefusalCode> Pairs
    {
        get
        {
            var pairs =
                from first in Enum.GetValues<RefusalCode>()
                from second in Enum.GetValues<RefusalCode>()
                where first < second
                where (first, second) is not (RefusalCode.FilingRequired, RefusalCode.NoPolicyInForce)
                    and not (RefusalCode.NoPolicyInForce, RefusalCode.ServiceNotOpenAtInsuredPlace)
                    and not (RefusalCode.QualificationMissing, RefusalCode.QualifiedElsewhere)
                    and not (RefusalCode.ThirdPartyLiable, RefusalCode.TraumaNotCovered)
                    and not (RefusalCode.NoLines, RefusalCode.LinesRefused)
                where !(IsOfDisease(first) && IsOfDrug(second)) // one encounter is of one service
                select (first, second);
            var data = new TheoryData<RefusalCode, RefusalCode>();
            foreach (var (first, second) in pairs)
                data.Add(first, second);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Of_two_reasons_the_first_in_precedence_is_reported(RefusalCode first, RefusalCode second) =>
        Assert.Equal(first, Example.Refused(Faults[first](Faults[second](Example.Claim))).Code);

    [Fact, Rule("R-SET-03")]
    public void The_filing_comes_before_the_facility_and_the_facility_before_the_policy_and_the_lines() =>
        Assert.True(RefusalCode.FilingRequired < RefusalCode.FacilityNotOpen
            && RefusalCode.FacilityNotOpen < RefusalCode.NoPolicyInForce
            && RefusalCode.FacilityNotOpen < RefusalCode.NoLines);

    [Fact]
    public void Without_a_policy_the_filing_cannot_be_judged_and_the_policy_is_named() =>
        Assert.Equal(RefusalCode.NoPolicyInForce, Example.Refused(Example.Claim with { Policy = null, Filings = [] }).Code);

    [Fact, Rule("R1.19")]
    public void A_person_whose_insurance_has_ended_is_refused_like_a_suspended_one() =>
        Assert.Equal(RefusalCode.InsuranceNotActive, Example.Refused(
            Example.Claim with { Person = Example.Claim.Person with { Status = InsuredStatus.Terminated } }).Code);

    [Fact]
    public void A_person_whose_insurance_has_ended_is_not_reimbursed_by_hand_either() =>
        Assert.Equal(RefusalCode.InsuranceNotActive, Example.Refused(
            Example.Claim with { Channel = SettlementChannel.Manual, Person = Example.Claim.Person with { Status = InsuredStatus.Terminated } }).Code);

    /// <summary>The claim as a visit for hypertension that would settle, but for what the claim lacks already.</summary>
    private static SettlementClaim Chronic(SettlementClaim claim)
    {
        var hypertension = Benefit.Chronic("M03900");
        return claim with
        {
            Encounter = claim.Encounter with { Benefit = hypertension },
            Facility = claim.Facility with { Openings = claim.Facility.Openings.Count == 0 ? [] : [new(hypertension, Example.Always)] },
            Person = claim.Person with { Qualifications = [new("M03900", Example.Always)] },
            ChronicDiseases = new(new Dictionary<string, DateRange> { ["M03900"] = Example.Always }),
            Policy = claim.Policy is { Benefits.Count: > 0 } policy
                ? policy with { Benefits = new Dictionary<Benefit, ServiceRules> { [hypertension] = Example.Rules } }
                : claim.Policy,
        };
    }

    private static bool IsOfDrug(RefusalCode code) =>
        code is >= RefusalCode.PrescriptionMissing and <= RefusalCode.PrescriptionUsed or RefusalCode.PrescriptionExceeded;

    private static bool IsOfDisease(RefusalCode code) =>
        code is RefusalCode.DiseaseNotSupported or RefusalCode.QualificationMissing or RefusalCode.QualifiedElsewhere;

    /// <summary>The claim as the purchase of a special drug that would settle, but for what the claim lacks already.</summary>
    private static SettlementClaim Drug(SettlementClaim claim, Func<SpecialDrugPurchase, SpecialDrugPurchase?> fault)
    {
        var purchase = claim.SpecialDrug ?? new(
            new("A", 100m, Example.Always, "D1", claim.Facility.Code), new(claim.Person.InsuredRegion.Province, "L1"), new("D1", claim.Facility.Code, FacilityCode.Parse("P99999999999"), Example.Always), IsUsed: false);
        return claim with
        {
            Encounter = claim.Encounter with { Benefit = CareService.SpecialDrug },
            Facility = claim.Facility with { Openings = claim.Facility.Openings.Count == 0 ? [] : [new(CareService.SpecialDrug, Example.Always)] },
            SpecialDrug = fault(purchase),
            Policy = claim.Policy is { Benefits.Count: > 0 } policy
                ? policy with { Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.SpecialDrug] = Example.Rules } }
                : claim.Policy,
        };
    }

    [Theory, Rule("R-DRG-01")]
    [InlineData("D2", null)]
    [InlineData("D1", "H99999999999")]
    public void A_prescription_by_another_doctor_or_hospital_than_the_approval_in_force_is_refused(string doctor, string? hospital)
    {
        var claim = Drug(Example.Claim, d => d with
        {
            Prescription = d.Prescription with { DoctorCode = doctor, Hospital = hospital is null ? d.Prescription.Hospital : FacilityCode.Parse(hospital) },
        });

        Assert.Equal(RefusalCode.DrugNotApproved, Assert.IsType<SettlementOutcome.Refused>(SettlementCalculator.Settle(claim)).Code);
    }

    [Fact, Rule("R-DRG-01")]
    public void A_refund_of_a_special_drug_is_of_the_item_that_it_takes_back()
    {
        var drug = Drug(Example.Claim, d => d);
        var charge = drug.Lines[0] with { LineNo = "1", Quantity = 2m, Amount = drug.Lines[0].Amount };
        var refund = charge with { LineNo = "2", ItemCode = "", Quantity = -1m, Amount = -new Money(charge.Amount.Fen / 2), RefundsLineNo = "1" };
        var claim = drug with { Lines = [charge, refund], SpecialDrug = drug.SpecialDrug! with { Prescription = drug.SpecialDrug.Prescription with { DrugCode = charge.ItemCode, Quantity = 1m } } };

        Assert.NotEqual(RefusalCode.PrescriptionExceeded, (SettlementCalculator.Settle(claim) as SettlementOutcome.Refused)?.Code);
        Assert.Equal(RefusalCode.PrescriptionExceeded, Assert.IsType<SettlementOutcome.Refused>(SettlementCalculator.Settle(
            claim with { Lines = [charge with { ItemCode = "X" }, refund] })).Code);
    }

    [Fact, Rule("R-FAC-02")]
    public void The_day_of_admission_decides_whether_the_facility_is_open()
    {
        var opensAfterAdmission = Example.Claim with
        {
            Facility = Example.Claim.Facility with { Openings = [new(CareService.Inpatient, new(Example.Admission.AddDays(1), null))] },
        };
        var closesAfterAdmission = Example.Claim with
        {
            Facility = Example.Claim.Facility with { Openings = [new(CareService.Inpatient, new(new(2020, 1, 1), Example.Admission))] },
        };

        Assert.Equal(RefusalCode.FacilityNotOpen, Example.Refused(opensAfterAdmission).Code);
        Assert.Equal(Example.Yuan(8_000), Example.Settled(closesAfterAdmission).Amounts.PooledFund);
    }

    [Fact, Rule("R-SET-04")]
    public void Every_line_at_fault_is_named_with_its_position()
    {
        var refused = Example.Refused(Example.Claim with
        {
            Lines = [Example.Line("NONE", 1) with { LineNo = "7" }, Example.Line("A", 1), Example.Line("A", 1) with { LineNo = "9", Amount = Money.Zero }],
        });

        Assert.Equal([(0, "7", LineFault.UnknownItem), (2, "9", LineFault.AmountMismatch)], refused.Lines.Select(l => (l.Index, l.LineNo, l.Fault)));
        Assert.Equal("2", refused.Detail);
    }
}
