using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.Settlements;

/// <summary>
/// Pairs the treatment place's catalogue with the insured place's policy (R-PRI-01, R-PRI-02), in the order of rules.md 2.1.
/// Pure: same claim, same outcome.
/// </summary>
public static class SettlementCalculator
{
    public static SettlementOutcome Settle(SettlementClaim claim)
    {
        var (treatmentClass, filing) = TreatmentClassification.Of(claim);
        if (Refusals.Of(claim, treatmentClass) is { } refused)
            return refused;

        var (lines, refusedLines) = LineSplitter.Split(claim.Lines, claim.Catalog, LineContextOf(claim));
        return refusedLines.Count > 0
            ? new Refused(RefusalCode.LinesRefused, $"{refusedLines.Count}", refusedLines)
            : new Settled(Compute(claim, treatmentClass, filing, lines));
    }

    /// <summary>The amounts of a claim that nothing stands against.</summary>
    internal static SettlementStatement Compute(
        SettlementClaim claim, TreatmentClass treatmentClass, Filing? filing, IReadOnlyList<SplitLine> lines)
    {
        var terms = PolicyTerms.Of(claim, treatmentClass);
        var scope = ScopeAmounts.Of(lines);
        var parts = YearParts.Of(claim, terms.Policy.DirectSettlement.StayYear, scope);

        var years = new YearShare[parts.Length];
        var personal = new PersonalParts();
        var progress = default(StayProgress);
        for (var i = 0; i < parts.Length; i++)
        {
            years[i] = YearShareOf(claim, terms, parts[i], progress, isLast: i == parts.Length - 1);
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
            Amounts = StatementAmounts.Of(scope, years, account?.Paid ?? Money.Zero),
            Years = years,
            PersonalAccount = account,
            Cash = personal,
        };
    }

    internal static LineContext LineContextOf(SettlementClaim claim) => new(
        claim.Facility.Region.Province, claim.Facility.Level, claim.Encounter.Service, claim.Encounter.IsEmergency,
        new(claim.Encounter.StartedOn, claim.Encounter.EndedOn), claim.Person.BirthDate, claim.Person.Sex);

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
        return new(part.Year, part.Scope, pooled, layers, personal, AccountChangeOf(claim, terms, part, pooled, layers, encounters));
    }

    private static AccountChange AccountChangeOf(
        SettlementClaim claim, in PolicyTerms terms, in YearPart part, PooledFundShare pooled, IReadOnlyList<LayerPayment> layers, int encounters)
    {
        var benefit = claim.Encounter.Benefit;
        var added = new List<AddedAmount>(4 + 2 * layers.Count);
        void Add(Accumulator accumulator, Money amount)
        {
            if (amount != Money.Zero && !added.Exists(a => a.Accumulator == accumulator))
                added.Add(new(accumulator, amount));
        }

        Add(Accumulator.Deductible(benefit), pooled.Deductible);
        if (terms.Rules.DeductibleFor(terms.Class) is Deductible.PerPeriod rule)
            Add(Accumulator.Deductible(benefit, rule.Period, part.LastDay, rule.EachFacility ? claim.Facility.Code : null), pooled.Deductible);
        Add(Accumulator.InBands(benefit), pooled.InBands);
        Add(Accumulator.PooledFund(benefit), pooled.Fund);
        Add(Accumulator.Covered(benefit), pooled.Deductible + pooled.Covered);
        foreach (var ceiling in terms.Policy.Ceilings)
        {
            if (ceiling.Period == AccountPeriod.Year || !ceiling.Benefits.Contains(benefit))
                continue;
            Add(Accumulator.PooledFund(benefit, ceiling.Period, part.LastDay), pooled.Fund);
            Add(Accumulator.Covered(benefit, ceiling.Period, part.LastDay), pooled.Deductible + pooled.Covered);
        }
        foreach (var layer in layers)
        {
            Add(Accumulator.LayerBase(layer.Layer.Kind), layer.Counted);
            Add(Accumulator.LayerPaid(layer.Layer.Kind), layer.Paid);
        }
        return new(benefit, encounters, added);
    }
}
