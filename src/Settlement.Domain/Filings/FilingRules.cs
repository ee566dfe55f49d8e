using Settlement.Domain.RulesVersions;

namespace Settlement.Domain.Filings;

/// <summary>备案材料 (R1.3).</summary>
public enum DocumentKind
{
    /// <summary>医保电子凭证、有效身份证件或社会保障卡.</summary>
    Credential,

    /// <summary>异地就医登记备案表.</summary>
    FilingForm,

    /// <summary>安置认定材料: 户口簿首页和本人常住人口登记卡.</summary>
    ResettlementProof,

    /// <summary>居住证明.</summary>
    ResidenceProof,

    /// <summary>参保地工作单位派出证明.</summary>
    DispatchProof,

    /// <summary>异地工作单位证明.</summary>
    EmployerProof,

    /// <summary>工作合同.</summary>
    WorkContract,

    /// <summary>转诊转院证明.</summary>
    ReferralCertificate,
}

/// <summary>One thing that has to be shown.</summary>
/// <param name="AnyOf">Any one of these will do.</param>
/// <param name="MayBePromised">承诺制: whether a signed promise (个人承诺书) stands in until it is supplied.</param>
public sealed record DocumentRequirement(IReadOnlyList<DocumentKind> AnyOf, bool MayBePromised)
{
    public bool IsMetBy(IReadOnlyCollection<DocumentKind> shown) => AnyOf.Any(shown.Contains);
}

/// <summary>What stands against a filing as it was submitted.</summary>
public enum FilingFault
{
    /// <summary>A temporary filing is shorter than the insured place allows (R1.4.3).</summary>
    PeriodTooShort,

    /// <summary>A temporary filing is longer than the insured place allows.</summary>
    PeriodTooLong,

    /// <summary>It begins longer ago than the insured place lets a filing reach back.</summary>
    TooLongAgo,

    /// <summary>The insured place binds such a filing to facilities, and none is named (R1.5.3).</summary>
    FacilitiesMissing,
}

/// <summary>What an insured place asks of filings of one type.</summary>
/// <param name="LeastMonths">Shortest validity, and the one given where no last day is asked for; null for long-term types.</param>
/// <param name="MostMonths">Longest validity; null without limit.</param>
/// <param name="MonthsBeforeChange">How long a filing stays before the person may change or cancel it (R1.4.2).</param>
/// <param name="DaysBack">How many days before its submission a filing may begin; null without limit.</param>
/// <param name="BoundToFacilities">Whether it holds only for facilities that it names.</param>
/// <param name="AcceptedAtOnce">自助备案: an online filing that lacks nothing, or only what was promised, is accepted without a clerk
/// (R1.3.2).</param>
public sealed record FilingTypeRules(
    FilingType Type,
    IReadOnlyList<DocumentRequirement> Documents,
    int? LeastMonths,
    int? MostMonths,
    int MonthsBeforeChange,
    int? DaysBack,
    bool BoundToFacilities,
    bool AcceptedAtOnce)
{
    /// <summary>Requirements that nothing shown meets and no promise stands in for.</summary>
    public IReadOnlyList<DocumentRequirement> Missing(IReadOnlyCollection<DocumentKind> shown, bool promised) =>
        [.. Owed(shown).Where(requirement => !(promised && requirement.MayBePromised))];

    /// <summary>Requirements that nothing shown meets, promised or not.</summary>
    public IReadOnlyList<DocumentRequirement> Owed(IReadOnlyCollection<DocumentKind> shown) =>
        [.. Documents.Where(requirement => !requirement.IsMetBy(shown))];

    /// <summary>The last day of a filing that asks for none.</summary>
    public DateOnly? LastDay(DateOnly first) => LeastMonths is { } months ? first.AddMonths(months).AddDays(-1) : null;

    /// <summary>The day from which the person may change or cancel a filing that began on <paramref name="first"/>.</summary>
    public DateOnly MayChangeFrom(DateOnly first) => first.AddMonths(MonthsBeforeChange);

    /// <summary>Whether the person may cancel a filing that began on <paramref name="first"/> so that it ends with that day.</summary>
    public bool MayEndAfter(DateOnly first, DateOnly lastDay) => MonthsBeforeChange == 0 || lastDay.AddDays(1) >= MayChangeFrom(first);

    public FilingFault? FaultOf(DateRange validity, DateOnly submittedOn, bool namesFacilities)
    {
        if (DaysBack is { } days && validity.First < submittedOn.AddDays(-days))
            return FilingFault.TooLongAgo;
        if (validity.Last is { } last)
        {
            if (LeastMonths is { } least && last < validity.First.AddMonths(least).AddDays(-1))
                return FilingFault.PeriodTooShort;
            if (MostMonths is { } most && last > validity.First.AddMonths(most).AddDays(-1))
                return FilingFault.PeriodTooLong;
        }
        return BoundToFacilities && !namesFacilities ? FilingFault.FacilitiesMissing : null;
    }
}

/// <summary>备案规则: one dated version of how an insured place handles filings; where it has none, the national one holds.</summary>
/// <param name="InsuredRegion">Null for the national rules.</param>
/// <param name="LongTermAtOnce">Long-term filings that one person may have in force at once (R1.4.8); null without limit.</param>
/// <param name="TemporaryAtOnce">The same of temporary ones.</param>
/// <param name="DecisionWorkingDays">Working days within which an online filing is decided (R-FIL-06).</param>
public sealed record FilingRules(
    string Version,
    RegionCode? InsuredRegion,
    DateOnly InForceFrom,
    DateOnly? InForceThrough,
    int? LongTermAtOnce,
    int? TemporaryAtOnce,
    int DecisionWorkingDays,
    IReadOnlyList<FilingTypeRules> Types,
    string Source) : IDatedRules<FilingRules>
{
    public static RulesDocument<FilingRules> Document { get; } = new FilingRulesDocument();

    public FilingRules Through(DateOnly? last) => this with { InForceThrough = last };

    public FilingTypeRules Of(FilingType type) => Types.Single(rules => rules.Type == type);

    public int? AtOnce(FilingType type) => type.IsLongTerm() ? LongTermAtOnce : TemporaryAtOnce;

    /// <summary>Whether one more filing of the type may be in force on all those days beside others of its class (R1.4.8).</summary>
    /// <param name="others">Days of the others.</param>
    public bool AllowsAnother(FilingType type, DateRange validity, IReadOnlyCollection<DateRange> others)
    {
        if (AtOnce(type) is not { } most)
            return true;
        // The number in force changes upwards only where one begins.
        var days = others.Select(other => other.First).Where(validity.Contains).Append(validity.First);
        return days.All(day => others.Count(other => other.Contains(day)) < most);
    }
}
