using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>结算 as stored: written once, never changed. A reversal is a record of its own, with negative amounts.</summary>
public sealed record SettlementRecord
{
    public required PersonId PersonId { get; init; }

    public required SettlementId SettlementId { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    /// <summary>The facility's own number for this transaction; a retry finds the first answer by it.</summary>
    public required string TransactionNo { get; init; }

    public required EncounterId EncounterId { get; init; }

    /// <summary>The settlement that this one reverses; null for a settlement.</summary>
    public SettlementId? Reverses { get; init; }

    /// <summary>Why it was reversed; null for a settlement.</summary>
    public string? Reason { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    public required InsuranceScheme Scheme { get; init; }

    public required CareService Service { get; init; }

    public required PersonCategory PersonCategory { get; init; }

    public required FacilityLevel FacilityLevel { get; init; }

    public required RegionCode FacilityRegion { get; init; }

    public required bool IsEmergency { get; init; }

    public required DateOnly StartedOn { get; init; }

    public required DateOnly EndedOn { get; init; }

    /// <summary>Year of the benefit account that it counts into.</summary>
    public required short AccountYear { get; init; }

    /// <summary>1 for the first record of the account, 2 for the next: the order in which they counted.</summary>
    public required int AccountSequence { get; init; }

    public required TreatmentClass TreatmentClass { get; init; }

    public required FilingId? FilingId { get; init; }

    public required string PolicyVersion { get; init; }

    public required Money Total { get; init; }

    public required Money FullSelfPay { get; init; }

    public required Money OverLimit { get; init; }

    public required Money FirstSelfPaid { get; init; }

    public required Money InScope { get; init; }

    public required Money UpFrontShare { get; init; }

    public required Money Deductible { get; init; }

    public required Money PooledFund { get; init; }

    public required Money LargeAmount { get; init; }

    public required Money LargeIllness { get; init; }

    public required Money Personal { get; init; }

    /// <summary>年度台账 before this record, so that the settlement can be computed again.</summary>
    public required BenefitAccount AccountBefore { get; init; }

    public required AccountChange AccountChange { get; init; }

    /// <summary>The working; empty in a reversal.</summary>
    public required IReadOnlyList<WorkingStep> Working { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string SettledBy { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    public StatementAmounts Amounts => new(
        Total, FullSelfPay, OverLimit, FirstSelfPaid, UpFrontShare, Deductible, PooledFund, LargeAmount, LargeIllness);

    /// <summary>The record of a settlement that was just computed.</summary>
    public static SettlementRecord Of(
        NumberedRequest request, EncounterReads encounter, SettlementClaim claim, SettlementStatement statement, DateTimeOffset settledAt)
    {
        var amounts = statement.Amounts;
        return new()
        {
            PersonId = claim.Person.Id,
            SettlementId = SettlementId.New(),
            FacilityCode = request.Facility,
            TransactionNo = request.No,
            EncounterId = encounter.EncounterId,
            InsuredRegion = claim.Person.InsuredRegion,
            Scheme = claim.Person.Scheme,
            Service = claim.Encounter.Service,
            PersonCategory = claim.Person.Category,
            FacilityLevel = claim.Facility.Level,
            FacilityRegion = claim.Facility.Region,
            IsEmergency = claim.Encounter.IsEmergency,
            StartedOn = claim.Encounter.StartedOn,
            EndedOn = claim.Encounter.EndedOn,
            AccountYear = (short)claim.Encounter.EndedOn.Year,
            AccountSequence = encounter.LastSequence + 1,
            TreatmentClass = statement.TreatmentClass,
            FilingId = statement.Filing,
            PolicyVersion = statement.PolicyVersion,
            Total = amounts.Total,
            FullSelfPay = amounts.FullSelfPay,
            OverLimit = amounts.OverLimit,
            FirstSelfPaid = amounts.FirstSelfPaid,
            InScope = amounts.InScope,
            UpFrontShare = amounts.UpFrontShare,
            Deductible = amounts.Deductible,
            PooledFund = amounts.PooledFund,
            LargeAmount = amounts.LargeAmount,
            LargeIllness = amounts.LargeIllness,
            Personal = amounts.Personal,
            AccountBefore = claim.Account,
            AccountChange = statement.AccountChange,
            Working = statement.Working,
            RequestHash = request.Hash,
            SettledBy = request.By,
            SettledAt = settledAt,
        };
    }

    /// <summary>The record that takes this one back: the same amounts with the other sign (R1.14.7).</summary>
    public SettlementRecord Reversed(NumberedRequest request, EncounterReads encounter, string reason, DateTimeOffset reversedAt)
    {
        var amounts = Amounts.Reversed();
        return this with
        {
            SettlementId = SettlementId.New(),
            FacilityCode = request.Facility,
            TransactionNo = request.No,
            Reverses = SettlementId,
            Reason = reason,
            AccountSequence = encounter.LastSequence + 1,
            Total = amounts.Total,
            FullSelfPay = amounts.FullSelfPay,
            OverLimit = amounts.OverLimit,
            FirstSelfPaid = amounts.FirstSelfPaid,
            InScope = amounts.InScope,
            UpFrontShare = amounts.UpFrontShare,
            Deductible = amounts.Deductible,
            PooledFund = amounts.PooledFund,
            LargeAmount = amounts.LargeAmount,
            LargeIllness = amounts.LargeIllness,
            Personal = amounts.Personal,
            AccountBefore = encounter.Account,
            AccountChange = AccountChange.Reversed(),
            Working = [],
            RequestHash = request.Hash,
            SettledBy = request.By,
            SettledAt = reversedAt,
        };
    }
}

/// <summary>A request that the caller may send again under its number.</summary>
/// <param name="No">The facility's own transaction number.</param>
/// <param name="Hash">SHA-256 of what it says.</param>
/// <param name="By">Subject of the token.</param>
public sealed record NumberedRequest(FacilityCode Facility, string No, byte[] Hash, string By);

internal sealed class SettlementMapping : IEntityTypeConfiguration<SettlementRecord>
{
    public void Configure(EntityTypeBuilder<SettlementRecord> settlement)
    {
        settlement.ToTable("settlement").HasKey(s => new { s.PersonId, s.SettlementId });
        settlement.Ignore(s => s.Amounts);
        settlement.Property(s => s.TransactionNo).HasMaxLength(40);
        settlement.Property(s => s.Reason).HasMaxLength(200);
        settlement.Property(s => s.PolicyVersion).HasMaxLength(60);
        settlement.Property(s => s.SettledBy).HasMaxLength(100);
        settlement.Property(s => s.AccountBefore).HasColumnType("jsonb")
            .HasConversion(account => StoredJson.Write(account), json => StoredJson.ReadAccount(json));
        settlement.Property(s => s.AccountChange).HasColumnType("jsonb")
            .HasConversion(change => StoredJson.Write(change), json => StoredJson.ReadAccountChange(json));
        settlement.Property(s => s.Working).HasColumnType("jsonb")
            .HasConversion(working => StoredJson.Write(working), json => StoredJson.ReadWorking(json), StoredJson.NeverChanged<IReadOnlyList<WorkingStep>>());
    }
}
