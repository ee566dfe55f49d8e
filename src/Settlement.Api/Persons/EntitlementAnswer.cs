using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Persons;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.Persons;

/// <summary>待遇查询结果.</summary>
/// <param name="CanSettle">Whether the encounter can be settled directly.</param>
/// <param name="Obstacles">Why not: the filing first, then the facility, then the rest; empty where it can.</param>
/// <param name="TreatmentClass">异地就医人员类别 that decides the reduction.</param>
/// <param name="Filing">The filing that counts; null where there is none or none is needed.</param>
/// <param name="PendingFilings">Filings for this place that wait for a decision or for completion.</param>
/// <param name="Terms">Null where the insured place does not pay for it in this class. The ceiling of a single special drug is not among its ceilings.</param>
/// <param name="Qualifications">门诊慢特病资格 valid on the day.</param>
internal sealed record EntitlementAnswer(
    string PersonNo,
    string InsuredRegion,
    string FacilityCode,
    CareService Service,
    string? DiseaseCode,
    DateOnly On,
    bool CanSettle,
    IReadOnlyList<ObstacleAnswer> Obstacles,
    TreatmentClass TreatmentClass,
    EntitlementFilingAnswer? Filing,
    IReadOnlyList<EntitlementFilingAnswer> PendingFilings,
    EntitlementTermsAnswer? Terms,
    IReadOnlyList<ChronicQualificationAnswer> Qualifications)
{
    /// <summary>特药 that was asked for; null where none was. A preview of the purchase shows what it comes to.</summary>
    public EntitlementDrugAnswer? Drug { get; init; }

    internal static EntitlementAnswer From(SettlementClaim claim, Entitlement entitlement, IReadOnlyList<FiledAs> filings)
    {
        var (person, encounter, facility) = (claim.Person, claim.Encounter, claim.Facility);
        return new(
            person.PersonNo.Value, person.InsuredRegion.Value, facility.Code.Value, encounter.Service, encounter.Benefit.Disease, encounter.StartedOn,
            entitlement.Obstacles.Count == 0, [.. entitlement.Obstacles.Select(ObstacleAnswer.From)],
            entitlement.Class,
            filings.Where(f => f.Filing.Id == entitlement.Filing?.Id).Select(EntitlementFilingAnswer.From).SingleOrDefault(),
            [
                .. filings.Where(f => f.State is FilingState.Submitted or FilingState.Returned && f.Filing.Destination.Contains(facility.Region))
                    .Select(EntitlementFilingAnswer.From),
            ],
            entitlement.Terms is { } terms ? EntitlementTermsAnswer.From(terms) : null,
            [
                .. person.Qualifications.Where(q => q.Validity.Contains(encounter.StartedOn))
                    .Select(q => new ChronicQualificationAnswer(q.Disease, q.Validity.First, q.Validity.Last)),
            ]);
    }
}

/// <summary>One thing that stands in the way; a settlement tried now would be refused with the first.</summary>
/// <param name="Code">As in the problem that the settlement would get.</param>
internal sealed record ObstacleAnswer(string Code, string Detail, string? NextStep)
{
    internal static ObstacleAnswer From(SettlementOutcome.Refused refused)
    {
        var kind = SettlementProblems.OfRefusal[refused.Code];
        return new(kind.Code, $"{kind.Title}: {refused.Detail}", kind.NextStep?.ToString());
    }
}

/// <summary>备案 as far as the settlement is concerned.</summary>
/// <param name="ValidThrough">Last day on which an encounter may begin; null while open.</param>
/// <param name="DueOn">办结期限 of one that waits for a decision; null where there is none.</param>
internal sealed record EntitlementFilingAnswer(
    string FilingNo, FilingType Type, FilingState State, string Destination, IReadOnlyList<string> Facilities,
    DateOnly ValidFrom, DateOnly? ValidThrough, DateOnly? DueOn)
{
    internal static EntitlementFilingAnswer From(FiledAs filed) => new(
        filed.FilingNo, filed.Filing.Type, filed.State, filed.Filing.Destination.Value, [.. filed.Filing.Facilities.Select(f => f.Value)],
        filed.Filing.Validity.First, filed.LastDay, filed.State == FilingState.Submitted ? filed.DueOn : null);
}

/// <summary>What the insured place's policy gives, in yuan.</summary>
/// <param name="Reduction">降幅 of the class.</param>
internal sealed record EntitlementTermsAnswer(
    string PolicyVersion, EntitlementReductionAnswer Reduction, EntitlementDeductibleAnswer Deductible, IReadOnlyList<EntitlementCeilingAnswer> Ceilings)
{
    internal static EntitlementTermsAnswer From(EntitlementTerms terms) => new(
        terms.PolicyVersion, new(terms.Mode, terms.Percent),
        new(terms.Deductible.Standard, terms.Deductible.Paid, terms.Deductible.Remaining),
        [
            .. terms.Ceilings.Select(c => new EntitlementCeilingAnswer(
                [.. c.Ceiling.Benefits.Select(b => b.ToString())], c.Ceiling.Period, c.Ceiling.Basis, c.Limit, c.Used, c.Room)),
        ]);
}

/// <param name="Percent">Points off, per cent of the ratio, or share paid up front, as the mode says.</param>
internal sealed record EntitlementReductionAnswer(ReductionMode Mode, decimal Percent);

/// <summary>起付标准 that the encounter would owe.</summary>
internal sealed record EntitlementDeductibleAnswer(Money Standard, Money Paid, Money Remaining);

/// <summary>最高支付限额.</summary>
/// <param name="Benefits">Benefits that it counts together.</param>
internal sealed record EntitlementCeilingAnswer(
    IReadOnlyList<string> Benefits, AccountPeriod Period, CeilingBasis Basis, Money Limit, Money Used, Money Remaining);

/// <summary>What the special drug list of the insured province gives one drug on the day, and what the year has paid of it (R-DRG-01).</summary>
/// <param name="ListingNo">Null where the list does not hold the drug on the day; the purchase is refused then.</param>
/// <param name="RatioPercent">单药支付比例 before the reduction; null where the policy's ratios hold.</param>
/// <param name="YearlyCeiling">单药年度限额, yuan; null for none.</param>
/// <param name="Used">What the pooled fund has paid of the drug in the year, in the scheme of the person.</param>
/// <param name="Remaining">Null without a ceiling of the drug.</param>
internal sealed record EntitlementDrugAnswer(
    string DrugCode, string? ListingNo, decimal? RatioPercent, Money? YearlyCeiling, Money Used, Money? Remaining)
{
    internal static EntitlementDrugAnswer From(string drugCode, SpecialDrugRecord? listing, BenefitAccount account)
    {
        var used = account[Accumulator.PooledFundOfDrug(drugCode)];
        return new(
            drugCode, listing?.ListingNo, listing?.RatioPercent, listing?.YearlyCeiling, used,
            listing?.YearlyCeiling is { } limit ? new DrugCeilingRoom(limit, used).Room : null);
    }
}
