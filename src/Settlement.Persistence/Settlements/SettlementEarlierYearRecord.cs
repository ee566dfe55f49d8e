using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// 跨年度住院: what one year before the discharge takes of a stay that the insured place splits by days (R1.12.3). The year of the
/// discharge takes the rest of the settlement.
/// </summary>
public sealed record SettlementEarlierYearRecord
{
    public required PersonId PersonId { get; init; }

    public required SettlementId SettlementId { get; init; }

    public required short AccountYear { get; init; }

    public required InsuranceScheme Scheme { get; init; }

    /// <summary>Number of the record in the account of its year; see <see cref="SettlementRecord.AccountSequence"/>.</summary>
    public required int AccountSequence { get; init; }

    public required BenefitAccount AccountBefore { get; init; }

    public required AccountChange AccountChange { get; init; }

    public required Money Total { get; init; }

    public required Money InScope { get; init; }

    public required Money UpFrontShare { get; init; }

    public required Money Deductible { get; init; }

    public required Money PooledFund { get; init; }

    /// <summary>Pooled fund and layers.</summary>
    public required Money FundTotal { get; init; }

    public YearAmounts Amounts => new(AccountYear, Total, InScope, UpFrontShare, Deductible, PooledFund, FundTotal);

    internal static SettlementEarlierYearRecord Of(SettlementRecord settlement, YearShare year, AccountReads account)
    {
        var amounts = YearAmounts.Of(year);
        return new()
        {
            PersonId = settlement.PersonId,
            SettlementId = settlement.SettlementId,
            AccountYear = (short)year.Year,
            Scheme = settlement.Scheme,
            AccountSequence = account.LastSequence + 1,
            AccountBefore = account.Account,
            AccountChange = year.AccountChange,
            Total = amounts.Total,
            InScope = amounts.InScope,
            UpFrontShare = amounts.UpFrontShare,
            Deductible = amounts.Deductible,
            PooledFund = amounts.PooledFund,
            FundTotal = amounts.FundTotal,
        };
    }

    /// <summary>The year's part of the reversal.</summary>
    internal SettlementEarlierYearRecord Reversed(SettlementId reversal, AccountReads account) => this with
    {
        SettlementId = reversal,
        AccountSequence = account.LastSequence + 1,
        AccountBefore = account.Account,
        AccountChange = AccountChange.Reversed(),
        Total = -Total,
        InScope = -InScope,
        UpFrontShare = -UpFrontShare,
        Deductible = -Deductible,
        PooledFund = -PooledFund,
        FundTotal = -FundTotal,
    };
}

internal sealed class SettlementEarlierYearMapping : IEntityTypeConfiguration<SettlementEarlierYearRecord>
{
    public void Configure(EntityTypeBuilder<SettlementEarlierYearRecord> year)
    {
        year.ToTable("settlement_earlier_year").HasKey(y => new { y.PersonId, y.SettlementId, y.AccountYear });
        year.Ignore(y => y.Amounts);
        year.Property(y => y.AccountBefore).HasColumnType("jsonb")
            .HasConversion(account => StoredJson.Write(account), json => StoredJson.ReadAccount(json));
        year.Property(y => y.AccountChange).HasColumnType("jsonb")
            .HasConversion(change => StoredJson.Write(change), json => StoredJson.ReadAccountChange(json));
    }
}
