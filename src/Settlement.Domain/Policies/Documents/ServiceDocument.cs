using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies.Documents;

[Description("Rules of the pooled fund for one benefit.")]
public sealed record ServiceDocument
{
    [Description("起付标准.")]
    public required DeductibleDocument Deductible { get; init; }

    [Description("Deductibles that replace the one above for treatment elsewhere, by class.")]
    public IReadOnlyDictionary<TreatmentClass, DeductibleDocument>? DeductibleAway { get; init; }

    [Description("A reduction of this benefit's own; left out, the policy's holds.")]
    public ReductionDocument? AwayFromHome { get; init; }

    [Description("What the edges of the bands are counted from: zero, so that the deductible shortens the first band, or the deductible.")]
    public required BandOrigin BandEdgesFrom { get; init; }

    [Description("Whether each encounter begins in the first band, or where the earlier ones of the year ended.")]
    public required BandPeriod BandsRunOver { get; init; }

    [Description("分段, from the lowest; the edges rise and the last band is open.")]
    [MinLength(1)]
    public required IReadOnlyList<BandDocument> Bands { get; init; }

    [Description("How the ratio of the retired follows from the one group of category active; their figures are then left out of "
        + "fundPercent. Null where the figures already say it.")]
    public required RetireeDocument? Retiree { get; init; }

    public required string Source { get; init; }
}

public sealed record BandDocument
{
    [Description("Upper edge, included; null for the last band.")]
    public required decimal? UpToYuan { get; init; }

    [Description("基金支付比例 by facility level and person group.")]
    public required IReadOnlyDictionary<FacilityLevel, IReadOnlyDictionary<string, decimal>> FundPercent { get; init; }
}

/// <summary>One of its two modes. A document that names none is read as the bare record, which the reader then refuses by its path.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "mode")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
[JsonDerivedType(typeof(PerEncounter), "perEncounter")]
[JsonDerivedType(typeof(PerPeriod), "perPeriod")]
public record DeductibleDocument
{
    public required string Source { get; init; }

    [Description("按次: each admission or visit pays its own.")]
    public sealed record PerEncounter : DeductibleDocument
    {
        [Description("First, second, … encounter of the year, by facility level and person group; the last figure repeats.")]
        public required IReadOnlyDictionary<FacilityLevel, IReadOnlyDictionary<string, IReadOnlyList<decimal>>> SeriesYuan { get; init; }

        [Description("Most that one person pays in a year; null where there is no such limit.")]
        public required decimal? YearlyMaximumYuan { get; init; }

        [Description("What an encounter pays that continues an earlier one; a kind that is left out pays its own deductible.")]
        public IReadOnlyDictionary<ContinuationKind, ContinuingDeductible>? Continuing { get; init; }
    }

    [Description("累计: paid once in the period; a facility of a higher level tops up to its own figure (就高补足).")]
    public sealed record PerPeriod : DeductibleDocument
    {
        public required AccountPeriod Period { get; init; }

        [Description("每家医院: whether each facility has a deductible of its own.")]
        public required bool EachFacility { get; init; }

        [Description("By facility level and person group.")]
        public required IReadOnlyDictionary<FacilityLevel, IReadOnlyDictionary<string, decimal>> AmountYuan { get; init; }

        [Description("Opened benefits that share this deductible, the benefit itself among them: outpatient, pharmacy, specialDrug, chronicOutpatient/M03900.")]
        [RegularExpression(PolicyPatterns.Benefit)]
        [MinLength(1)]
        public required IReadOnlyList<string> CountedTogether { get; init; }
    }
}

/// <summary>One of its two modes; the bare record as above.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "mode")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
[JsonDerivedType(typeof(AddedPoints), "addedPoints")]
[JsonDerivedType(typeof(PersonalShareFactor), "personalShareFactor")]
public record RetireeDocument
{
    [Description("在职比例加点.")]
    public sealed record AddedPoints : RetireeDocument
    {
        public required decimal PercentagePoints { get; init; }
    }

    [Description("个人负担按比例折算.")]
    public sealed record PersonalShareFactor : RetireeDocument
    {
        [Description("Per cent of the active person's own share that a retired person bears.")]
        public required decimal Percent { get; init; }
    }
}
