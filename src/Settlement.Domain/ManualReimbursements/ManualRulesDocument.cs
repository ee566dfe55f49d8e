using Settlement.Domain.Facilities;
using Settlement.Domain.RulesVersions;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>手工报销规则 as a document.</summary>
public sealed class ManualRulesDocument()
    : RulesDocument<ManualReimbursementRules>("manual-reimbursement-rules", "national-manual-rules.json")
{
    public override string Write(ManualReimbursementRules rules) => RulesJson.Write(Form.From(rules));

    protected override ManualReimbursementRules Parse(string json) => RulesJson.Read<Form>(json).ToRules();

    protected override string? FaultIn(ManualReimbursementRules rules)
    {
        if (rules.WorkingDays is < 1 or > 120)
            return "$.workingDays: is not between 1 and 120";
        if (rules.MonthsToClaim is < 1 or > 120)
            return "$.monthsToClaim: is not between 1 and 120";
        if (rules.FeeCheck.WorkingDays is < 1 or > 120)
            return "$.verification.workingDays: is not between 1 and 120";
        if (rules.FeeCheck.Threshold < Money.Zero)
            return "$.verification.thresholdYuan: is below zero";
        foreach (var service in Enum.GetValues<CareService>())
            if (rules.Services.Count(s => s.Service == service) != 1)
                return $"$.services: says not exactly once what holds for {ExactEnumConverter.Name(service)}";
        return null;
    }

    private sealed record Form(
        string Version, RegionCode? InsuredRegion, DateOnly InForceFrom, DateOnly? InForceThrough, Settlements.CatalogSide CatalogSide,
        int WorkingDays, int? MonthsToClaim, IReadOnlyList<ServiceDocuments> Services, FeeCheckPart Verification, string Source)
    {
        internal ManualReimbursementRules ToRules() => new(
            Version, InsuredRegion, InForceFrom, InForceThrough, CatalogSide, WorkingDays, MonthsToClaim, Services,
            Verification.ToRules(), Source);

        internal static Form From(ManualReimbursementRules r) => new(
            r.Version, r.InsuredRegion, r.InForceFrom, r.InForceThrough, r.CatalogSide, r.WorkingDays, r.MonthsToClaim, r.Services,
            new(r.FeeCheck.Threshold.Yuan, r.FeeCheck.ThresholdIncluded, r.FeeCheck.Services, r.FeeCheck.WorkingDays),
            r.Source);
    }

    private sealed record FeeCheckPart(decimal ThresholdYuan, bool ThresholdIncluded, IReadOnlyList<CareService> Services, int WorkingDays)
    {
        internal FeeCheckRules ToRules() => new(
            Money.TryFromYuan(ThresholdYuan, out var threshold)
                ? threshold
                : throw new FormatException("$.verification.thresholdYuan: has at most two decimals"),
            ThresholdIncluded, Services, WorkingDays);
    }
}
