using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.BenefitAccounts;

public sealed class BenefitAccountTests
{
    private static readonly Accumulator Fund = Accumulator.PooledFund(CareService.Inpatient);

    private static readonly AccountChange Change = new(
        CareService.Inpatient, Encounters: 1, [new(Fund, Example.Yuan(100))]);

    [Fact]
    public void Changes_add_up()
    {
        var account = BenefitAccount.Empty.With(Change).With(Change);

        Assert.Equal(Example.Yuan(200), account[Fund]);
        Assert.Equal(2, account.EncountersOf(CareService.Inpatient));
        Assert.Equal(0, account.EncountersOf(CareService.Outpatient));
        Assert.Equal(Money.Zero, account[Accumulator.PooledFund(CareService.Outpatient)]);
    }

    [Fact]
    public void A_reversed_change_takes_amounts_and_encounters_back()
    {
        var account = BenefitAccount.Empty.With(Change).With(Change).With(Change.Reversed());

        Assert.Equal(Example.Yuan(100), account[Fund]);
        Assert.Equal(1, account.EncountersOf(CareService.Inpatient));
    }

    [Fact]
    public void A_total_that_returns_to_zero_leaves_no_entry()
    {
        var account = BenefitAccount.Empty.With(Change).With(Change.Reversed());

        Assert.Empty(account.Amounts);
        Assert.Empty(account.Encounters);
    }

    [Fact]
    public void Every_running_total_has_its_own_key() =>
        Assert.Equal(
            [
                "deductible/inpatient", "deductible/outpatient/2026-Q2/H31010100001", "inBands/inpatient", "pooledFund/inpatient",
                "pooledFund/chronicOutpatient/M03900/2026-05", "covered/pharmacy", "layerBase/largeAmount", "layerPaid/medicalAid",
            ],
            [
                Accumulator.Deductible(CareService.Inpatient).Key,
                Accumulator.Deductible(CareService.Outpatient, AccountPeriod.Quarter, Example.Discharge, FacilityCode.Parse("H31010100001")).Key,
                Accumulator.InBands(CareService.Inpatient).Key,
                Accumulator.PooledFund(CareService.Inpatient).Key,
                Accumulator.PooledFund(Benefit.Chronic("M03900"), AccountPeriod.Month, Example.Discharge).Key,
                Accumulator.Covered(CareService.Pharmacy).Key,
                Accumulator.LayerBase(LayerKind.LargeAmount).Key,
                Accumulator.LayerPaid(LayerKind.MedicalAid).Key,
            ]);
}
