using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>The number, hash and caller of one transaction.</summary>
internal sealed record Transaction(FacilityCode Facility, string No, byte[] RequestHash, string By);

/// <summary>Makes the record that is stored.</summary>
internal static class SettlementRecords
{
    internal static SettlementRecord Of(
        Transaction transaction, EncounterReads encounter, SettlementClaim claim, SettlementStatement statement, DateTimeOffset settledAt)
    {
        var amounts = statement.Amounts;
        return new()
        {
            PersonId = claim.Person.Id,
            SettlementId = SettlementId.New(),
            FacilityCode = transaction.Facility,
            TransactionNo = transaction.No,
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
            RequestHash = transaction.RequestHash,
            SettledBy = transaction.By,
            SettledAt = settledAt,
        };
    }

    /// <summary>The same amounts with the other sign (R1.14.7).</summary>
    internal static SettlementRecord Reversal(
        Transaction transaction, EncounterReads encounter, SettlementRecord of, string reason, DateTimeOffset settledAt)
    {
        var amounts = of.Amounts.Reversed();
        return new()
        {
            PersonId = of.PersonId,
            SettlementId = SettlementId.New(),
            FacilityCode = transaction.Facility,
            TransactionNo = transaction.No,
            EncounterId = of.EncounterId,
            Reverses = of.SettlementId,
            Reason = reason,
            InsuredRegion = of.InsuredRegion,
            Scheme = of.Scheme,
            Service = of.Service,
            PersonCategory = of.PersonCategory,
            FacilityLevel = of.FacilityLevel,
            FacilityRegion = of.FacilityRegion,
            IsEmergency = of.IsEmergency,
            StartedOn = of.StartedOn,
            EndedOn = of.EndedOn,
            AccountYear = of.AccountYear,
            AccountSequence = encounter.LastSequence + 1,
            TreatmentClass = of.TreatmentClass,
            FilingId = of.FilingId,
            PolicyVersion = of.PolicyVersion,
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
            AccountChange = of.AccountChange.Reversed(),
            Working = [],
            RequestHash = transaction.RequestHash,
            SettledBy = transaction.By,
            SettledAt = settledAt,
        };
    }
}
