namespace Settlement.Domain.SpecialDrugs;

/// <summary>特药目录条目: what the list of the insured province says of one drug (R-DRG-01).</summary>
/// <param name="No">The province's own number of the entry; null where it is not known, and then nothing is counted by drug.</param>
public sealed record SpecialDrugListing(RegionCode Province, string? No)
{
    /// <summary>
    /// 单药支付比例: stands in place of the local ratio of the policy, for every band, facility level and person; the reduction for treatment
    /// elsewhere is taken off it (R1.9, R2.6). Null where the policy's ratios hold.
    /// </summary>
    public Ratio? Ratio { get; init; }

    /// <summary>单药年度限额: most that the pooled fund of one scheme pays for the drug and one person in a year, beside the policy's own ceilings (R2.5); null for none.</summary>
    public Money? YearlyCeiling { get; init; }

    /// <summary>依据 of ratio and ceiling: the published document that sets them; null for an entry without figures.</summary>
    public string? Basis { get; init; }

    public Citation Source => Basis is { } document ? new(document) : new($"特药目录 {Province}", No);
}
