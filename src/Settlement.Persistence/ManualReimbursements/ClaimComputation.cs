using System.Text.Json;
using System.Text.Json.Serialization;
using Settlement.Domain;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>
/// 核算结果: what a claim came to, and against which state of the benefit accounts. Equal to another one exactly where the reviewer would
/// see the same; amounts are fen.
/// </summary>
/// <param name="Accounts">Number of the latest record of each account that it counts into, as <c>2026:3</c>.</param>
/// <param name="Lines">Catalogue versions by which the lines were split, with what they gave.</param>
public sealed record ClaimComputation(
    TreatmentClass TreatmentClass, string PolicyVersion, CatalogSide CatalogSide, string Accounts, string Lines, long Total,
    long FullSelfPay, long OverLimit, long FirstSelfPaid, long UpFrontShare, long Deductible, long PooledFund, long LargeAmount,
    long LargeIllness, long CivilServant, long EnterpriseSupplement, long MedicalAid)
{
    /// <summary>特药目录 entry with its figures, as <c>L-1 80 1000000 document</c>; null for every other service.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Drug { get; init; }

    public static ClaimComputation Of(SettlementClaim claim, SettlementStatement statement, EncounterReads reads)
    {
        var a = statement.Amounts;
        var accounts = reads.Accounts.OrderBy(account => account.Key).Select(account => $"{account.Key}:{account.Value.LastSequence}");
        var lines = statement.Lines.GroupBy(line => line.Entry.Version).OrderBy(version => version.Key, StringComparer.Ordinal)
            .Select(version => $"{version.Key}:{version.Count()}:{Money.Sum(version.Select(line => line.InScope)).Fen}");
        return new(
            statement.TreatmentClass, statement.Policy.Version, claim.CatalogSide, string.Join(' ', accounts), string.Join(' ', lines),
            a.Total.Fen, a.FullSelfPay.Fen, a.OverLimit.Fen, a.FirstSelfPaid.Fen, a.UpFrontShare.Fen, a.Deductible.Fen, a.PooledFund.Fen,
            a.LargeAmount.Fen, a.LargeIllness.Fen, a.CivilServant.Fen, a.EnterpriseSupplement.Fen, a.MedicalAid.Fen)
        {
            Drug = claim.SpecialDrug?.Listing is { } drug
                ? FormattableString.Invariant($"{drug.No} {drug.Ratio?.Percent:0.####} {drug.YearlyCeiling?.Fen} {drug.Basis}")
                : null,
        };
    }

    /// <summary>Nothing is paid from the personal account: the person has paid already.</summary>
    public StatementAmounts Amounts => new(
        new(Total), new(FullSelfPay), new(OverLimit), new(FirstSelfPaid), new(UpFrontShare), new(Deductible), new(PooledFund),
        new(LargeAmount), new(LargeIllness), new(CivilServant), new(EnterpriseSupplement), new(MedicalAid), Money.Zero);

    public static ClaimComputation? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<ClaimComputation>(json);

    public string Write() => JsonSerializer.Serialize(this, WithoutAmounts);

    private static readonly JsonSerializerOptions WithoutAmounts = new() { IgnoreReadOnlyProperties = true };
}
