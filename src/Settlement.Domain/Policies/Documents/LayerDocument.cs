using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Policies.Documents;

[Description("A fund that pays after the pooled fund, by its own bands on a base that accumulates over the year.")]
public sealed record LayerDocument
{
    public required LayerKind Kind { get; init; }

    [Description("Services whose encounters count.")]
    [MinLength(1)]
    public required IReadOnlyList<CareService> Services { get; init; }

    [Description("Parts of the personal share that count, in the order in which the layer relieves them.")]
    [MinLength(1)]
    [DeniedValues(PersonalPart.OverLimit, PersonalPart.FullSelfPay)]
    public required IReadOnlyList<PersonalPart> Base { get; init; }

    [Description("Terms of those who have no others; null where only persons in hardship are paid.")]
    public required LayerTermsDocument? General { get; init; }

    [Description("倾斜支付: other terms for persons in hardship; a class occurs at most once.")]
    public IReadOnlyList<HardshipDocument>? InHardship { get; init; }

    public required string Source { get; init; }
}

public record LayerTermsDocument
{
    [Description("What the base of the year pays first.")]
    public required decimal YearlyDeductibleYuan { get; init; }

    [Description("By the year's base above the deductible.")]
    [MinLength(1)]
    public required IReadOnlyList<LayerBandDocument> Bands { get; init; }

    [Description("Most that the layer pays in a year; null where there is no limit.")]
    public required decimal? YearlyCeilingYuan { get; init; }
}

public sealed record HardshipDocument : LayerTermsDocument
{
    [Description("医疗救助对象类别 for whom these terms hold.")]
    [MinLength(1)]
    public required IReadOnlyList<Hardship> For { get; init; }
}

public sealed record LayerBandDocument
{
    [Description("Upper edge, included; null for the last band.")]
    public required decimal? UpToYuan { get; init; }

    [Description("By person group.")]
    public required IReadOnlyDictionary<string, decimal> Percent { get; init; }
}

[Description("What the personal account may pay away from home.")]
public sealed record PersonalAccountDocument
{
    [MinLength(1)]
    public required IReadOnlyList<CareService> Services { get; init; }

    [Description("Parts of the personal share that it may pay, in this order.")]
    [MinLength(1)]
    public required IReadOnlyList<PersonalPart> Pays { get; init; }

    public required string Source { get; init; }
}
