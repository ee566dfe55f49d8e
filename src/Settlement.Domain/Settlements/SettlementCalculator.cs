using Settlement.Domain.Catalogs;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.Settlements;

/// <summary>
/// Pairs the treatment place's catalogue with the insured place's policy (R-PRI-01, R-PRI-02), in the order of R2.1.
/// Pure: same claim, same outcome.
/// </summary>
public static class SettlementCalculator
{
    public static SettlementOutcome Settle(SettlementClaim claim)
    {
        var (treatmentClass, filing) = TreatmentClassification.Of(claim);
        if (Refusals.Of(claim, treatmentClass) is { } refused)
            return refused;

        var (lines, refusedLines) = LineSplitter.Split(claim.Lines, claim.Catalog, LineContextOf(claim), claim.Entries);
        return refusedLines.Count > 0
            ? new Refused(RefusalCode.LinesRefused, $"{refusedLines.Count}", refusedLines)
            : new Settled(Compute(claim, treatmentClass, filing, lines));
    }

    /// <summary>The amounts of a claim that nothing stands against.</summary>
    internal static SettlementStatement Compute(
        SettlementClaim claim, TreatmentClass treatmentClass, Filing? filing, IReadOnlyList<SplitLine> lines) =>
        Compute(claim, treatmentClass, filing, lines, ScopeAmounts.Of(lines));

    /// <param name="scope">What the lines come to.</param>
    internal static SettlementStatement Compute(
        SettlementClaim claim, TreatmentClass treatmentClass, Filing? filing, IReadOnlyList<SplitLine> lines, in ScopeAmounts scope)
    {
        var terms = PolicyTerms.Of(claim, treatmentClass);
        var years = new YearShare[YearParts.Count(claim.Encounter, terms.Policy.DirectSettlement.StayYear)];
        var personal = new PersonalParts();
        var progress = default(StayProgress);
        for (var i = 0; i < years.Length; i++)
        {
            var part = YearParts.At(i, years.Length, claim, scope);
            years[i] = YearShareOf(claim, terms, part, progress, isLast: i == years.Length - 1);
            personal += years[i].Personal;
            progress = new(progress.Deductible + years[i].Pooled.Deductible, progress.InBands + years[i].Pooled.InBands);
        }
        var account = PersonalAccountPayment.Of(claim, terms.Policy, ref personal);

        return new()
        {
            Lines = lines,
            TreatmentClass = treatmentClass,
            Filing = filing?.Id,
            Policy = terms.Policy,
            SpecialDrug = claim.SpecialDrug,
            Amounts = StatementAmounts.Of(scope, years, account?.Paid ?? Money.Zero),
            Years = years,
            PersonalAccount = account,
            Cash = personal,
        };
    }

    internal static LineContext LineContextOf(SettlementClaim claim) => new(
        claim.CatalogProvince, claim.Facility.Level, claim.Encounter.Service, claim.Encounter.IsEmergency,
        new(claim.Encounter.StartedOn, claim.Encounter.EndedOn), claim.Person.BirthDate, claim.Person.Sex)
    {
        UnlistedIsSelfPaid = claim.Channel == SettlementChannel.Manual,
    };

    private static YearShare YearShareOf(SettlementClaim claim, in PolicyTerms terms, in YearPart part, StayProgress progress, bool isLast)
    {
        var pooled = PooledFundCalculator.Calculate(claim, terms, part, progress);
        var personal = new PersonalParts
        {
            [PersonalPart.Deductible] = pooled.Deductible,
            [PersonalPart.CoPay] = pooled.CoPay,
            [PersonalPart.OverCeiling] = pooled.OverCeiling,
            [PersonalPart.UpFrontShare] = pooled.UpFrontShare,
            [PersonalPart.FirstSelfPaid] = part.Scope.FirstSelfPaid,
            [PersonalPart.OverLimit] = part.Scope.OverLimit,
            [PersonalPart.FullSelfPay] = part.Scope.FullSelfPay,
        };
        var layers = LayerCalculator.Calculate(claim, terms, part, ref personal);
        var encounters = isLast && !DeductibleCalculator.IsContinuing(claim, terms) ? 1 : 0;
        return new(part.Year, part.Scope, pooled, layers, personal, AccountChanges.Of(claim, terms, part, pooled, layers, encounters));
    }
}
