using Settlement.Domain.Facilities;
using Settlement.Domain.RulesVersions;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>Reads 手工报销规则: strictly, so that an unknown, missing or impossible field is an error that names its path.</summary>
public static class ManualRulesDocument
{
    /// <summary>全国规则 that holds where an insured place has none of its own.</summary>
    public static ManualReimbursementRules National { get; } = Read(RulesJson.Shipped("national-manual-rules.json"));

    /// <exception cref="FormatException">The message names the path and what is wrong there.</exception>
    public static ManualReimbursementRules Read(string json)
    {
        var rules = RulesJson.Read<Document>(json).ToRules();
        return FaultOf(rules) is { } fault ? throw new FormatException(fault) : rules;
    }

    public static string Write(ManualReimbursementRules rules) => RulesJson.Write(Document.From(rules));

    /// <summary>What makes no rules, with its path; null for nothing.</summary>
    public static string? FaultOf(ManualReimbursementRules rules)
    {
        if (rules.Version.Length is < 1 or > 60)
            return "$.version: is not 1 to 60 characters";
        if (rules.Source.Length is < 1 or > 500)
            return "$.source: is not 1 to 500 characters";
        if (rules.InForceThrough < rules.InForceFrom)
            return "$.inForceThrough: is before $.inForceFrom";
        if (rules.WorkingDays is < 1 or > 120)
            return "$.workingDays: is not between 1 and 120";
        if (rules.MonthsToClaim is < 1 or > 120)
            return "$.monthsToClaim: is not between 1 and 120";
        if (rules.Verification.WorkingDays is < 1 or > 120)
            return "$.verification.workingDays: is not between 1 and 120";
        if (rules.Verification.Threshold < Money.Zero)
            return "$.verification.thresholdYuan: is below zero";
        foreach (var service in Enum.GetValues<CareService>())
            if (rules.Services.Count(s => s.Service == service) != 1)
                return $"$.services: says not exactly once what holds for {ExactEnumConverter.Name(service)}";
        return null;
    }

    private sealed record Document(
        string Version, RegionCode? InsuredRegion, DateOnly InForceFrom, DateOnly? InForceThrough, Settlements.CatalogSide CatalogSide, int WorkingDays,
        int? MonthsToClaim, IReadOnlyList<ServiceDocuments> Services, Verification Verification, string Source)
    {
        internal ManualReimbursementRules ToRules() => new(
            Version, InsuredRegion, InForceFrom, InForceThrough, CatalogSide, WorkingDays, MonthsToClaim, Services, Verification.ToRules(), Source);

        internal static Document From(ManualReimbursementRules r) => new(
            r.Version, r.InsuredRegion, r.InForceFrom, r.InForceThrough, r.CatalogSide, r.WorkingDays, r.MonthsToClaim, r.Services,
            new(r.Verification.Threshold.Yuan, r.Verification.ThresholdIncluded, r.Verification.Services, r.Verification.WorkingDays), r.Source);
    }

    private sealed record Verification(decimal ThresholdYuan, bool ThresholdIncluded, IReadOnlyList<CareService> Services, int WorkingDays)
    {
        internal VerificationRules ToRules() => new(
            Money.TryFromYuan(ThresholdYuan, out var threshold) ? threshold : throw new FormatException("$.verification.thresholdYuan: has at most two decimals"),
            ThresholdIncluded, Services, WorkingDays);
    }
}
