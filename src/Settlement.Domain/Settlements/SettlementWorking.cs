using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Settlements;

/// <summary>
/// 计算过程: the total twice, once by what it is for and once by who pays it. In both trees the amount of a step is the sum of its
/// parts, so the leaves add up to every amount above them.
/// </summary>
/// <param name="Scope">Total → scope → lines, deductible and bands.</param>
/// <param name="Payers">Total → funds and layers with their bands → personal account and cash.</param>
public sealed record SettlementWorking(WorkingStep Scope, WorkingStep Payers)
{
    internal static SettlementWorking Of(SettlementStatement statement) =>
        new(new ScopeTree(statement).Root(), new PayerTree(statement).Root());

    /// <summary>A step that is the sum of its parts.</summary>
    internal static WorkingStep SumOf(
        WorkingRule rule, IReadOnlyList<WorkingStep> parts, Citation? source = null, string? version = null) => new(
        rule,
        Money.Sum(parts.Select(part => part.Amount)),
        parts.Count == 0 ? $"{Money.Zero}" : string.Join(" + ", parts.Select(part => part.Amount)),
        source, version, parts);
}

/// <summary>What the total is for.</summary>
internal sealed class ScopeTree(SettlementStatement statement)
{
    internal WorkingStep Root() => SettlementWorking.SumOf(WorkingRule.Total,
    [
        OfLines(WorkingRule.FullSelfPay, line => line.FullSelfPay, line => $"{line.Line.Amount}"),
        OfLines(WorkingRule.OverLimit, line => line.OverLimit, OverLimitFormula),
        OfLines(WorkingRule.FirstSelfPaid, line => line.FirstSelfPaid,
            line => $"({line.Line.Amount} - {line.OverLimit}) × {line.Entry.FirstSelfPaidRatio}"),
        InScope(),
    ]);

    private WorkingStep OfLines(
        WorkingRule rule, Func<SplitLine, Money> amount, Func<SplitLine, string> formula) => SettlementWorking.SumOf(rule,
    [
        .. statement.Lines.Where(line => amount(line) != Money.Zero).Select(line =>
            new WorkingStep(WorkingRule.FeeLine, amount(line), formula(line), Version: line.Entry.Version) { About = $"{line.Line.LineNo} {line.Entry.Name}" }),
    ]);

    private static string OverLimitFormula(SplitLine line) => $"{line.OverLimit} / {line.Line.UnitPriceYuan} × {line.Line.Quantity}";

    private WorkingStep InScope()
    {
        var amounts = statement.Amounts;
        var parts = statement.Years.Count == 1
            ? OfYear(statement.Years[0])
            : [.. statement.Years.Select(year => SettlementWorking.SumOf(WorkingRule.Year, OfYear(year)) with { About = $"{year.Year}" })];
        return new(
            WorkingRule.InScope, amounts.InScope,
            $"{amounts.Total} - {amounts.FullSelfPay} - {amounts.OverLimit} - {amounts.FirstSelfPaid}", Parts: parts);
    }

    private List<WorkingStep> OfYear(YearShare year)
    {
        var (pooled, policy) = (year.Pooled, statement.Policy);
        var rules = policy.Benefits[year.AccountChange.Benefit];
        var parts = new List<WorkingStep>();
        if (pooled.UpFrontRatio != Ratio.Zero)
        {
            parts.Add(new(
                WorkingRule.UpFrontShare, pooled.UpFrontShare, $"{year.Scope.InScope} × {pooled.UpFrontRatio}",
                policy.ReductionFor(year.AccountChange.Benefit).Source, policy.Version));
        }
        var deductible = rules.DeductibleFor(statement.TreatmentClass).Source;
        var due = pooled.DeductibleDue;
        parts.Add(new(
            WorkingRule.Deductible, pooled.Deductible, $"min({year.Scope.InScope - pooled.UpFrontShare}, {due.Remaining})", deductible, policy.Version,
            Basis: [new(WorkingRule.DeductibleDue, due.Remaining, $"{due.Standard} - {due.Paid}", deductible, policy.Version)]));
        parts.AddRange(pooled.Bands.Select(band => OfBand(band, BandBasis.Of(statement, rules))));
        return parts;
    }

    private static WorkingStep OfBand(BandPayment band, BandBasis basis)
    {
        var (source, version) = (basis.Source, basis.Version);
        var parts = new List<WorkingStep>
        {
            new(WorkingRule.PooledFund, band.Fund, $"{band.Covered} × {band.Ratio}", source, version),
            new(WorkingRule.CoPay, band.Covered - band.Fund, $"{band.Covered} - {band.Fund}"),
        };
        if (band.Covered != band.Part)
            parts.Add(new(WorkingRule.OverCeiling, band.Part - band.Covered, $"{band.Part} - {band.Covered}"));
        return SettlementWorking.SumOf(basis.Rule, parts, source, version) with { About = basis.About };
    }
}

/// <summary>
/// What the bands follow: the rules of the benefit, or the list's entry of a special drug that has a ratio of its own (R-DRG-01).
/// </summary>
internal sealed record BandBasis(WorkingRule Rule, Citation Source, string? Version, string? About)
{
    internal static BandBasis Of(SettlementStatement statement, ServiceRules rules) =>
        statement.SpecialDrug is { Listing: { Ratio: not null } listing } drug
            ? new(WorkingRule.DrugBand, listing.Source, Version: null, drug.Prescription.DrugCode)
            : new(WorkingRule.Band, rules.Source, statement.Policy.Version, About: null);
}

/// <summary>Who pays the total.</summary>
internal sealed class PayerTree(SettlementStatement statement)
{
    private readonly string version = statement.Policy.Version;

    internal WorkingStep Root()
    {
        var funds = SettlementWorking.SumOf(WorkingRule.FundTotal,
        [
            PooledFund(),
            .. statement.Years.SelectMany(year => year.Layers).Select(OfLayer),
        ]);
        var amounts = statement.Amounts;
        var personal = new WorkingStep(WorkingRule.Personal, amounts.Personal, $"{amounts.Total} - {amounts.FundTotal}", Parts:
        [
            .. statement.PersonalAccount is { } account ? new[] { OfAccount(account) } : [],
            OfParts(WorkingRule.Cash, statement.Cash),
        ]);
        return SettlementWorking.SumOf(WorkingRule.Total, [funds, personal]);
    }

    private WorkingStep PooledFund()
    {
        var bands = new List<WorkingStep>();
        var basis = new List<WorkingStep>();
        foreach (var year in statement.Years)
        {
            var its = BandBasis.Of(statement, statement.Policy.Benefits[year.AccountChange.Benefit]);
            bands.AddRange(year.Pooled.Bands.Select(band =>
                new WorkingStep(its.Rule, band.Fund, $"{band.Covered} × {band.Ratio}", its.Source, its.Version) { About = its.About }));
            basis.AddRange(new[] { year.Pooled.FundCeiling, year.Pooled.ScopeCeiling }.OfType<CeilingRoom>().Select(OfCeiling));
            if (year.Pooled.DrugCeiling is { } ofDrug)
                basis.Add(OfCeiling(ofDrug, statement.SpecialDrug!));
        }
        return SettlementWorking.SumOf(WorkingRule.PooledFund, bands) is var sum && basis.Count > 0
            ? new(sum.Rule, sum.Amount, sum.Formula, Parts: sum.Parts, Basis: basis)
            : sum;
    }

    private WorkingStep OfCeiling(CeilingRoom ceiling) =>
        new(WorkingRule.Ceiling, ceiling.Room, $"{ceiling.Limit} - {ceiling.Used}", ceiling.Ceiling.Source, version);

    private static WorkingStep OfCeiling(DrugCeilingRoom ceiling, SpecialDrugPurchase drug) =>
        new(WorkingRule.DrugCeiling, ceiling.Room, $"{ceiling.Limit} - {ceiling.Used}", drug.Listing!.Source) { About = drug.Prescription.DrugCode };

    private WorkingStep OfLayer(LayerPayment payment)
    {
        var source = payment.Layer.Source;
        var parts = payment.Bands
            .Select(band => new WorkingStep(WorkingRule.Band, band.Paid, $"{band.Part} × {band.Ratio}", source, version))
            .ToList();
        var basis = new List<WorkingStep>
        {
            new(WorkingRule.LayerBase, (payment.Before + payment.Counted - payment.Terms.YearlyDeductible).AtLeastZero(),
                $"{payment.Before} + {payment.Counted} - {payment.Terms.YearlyDeductible}", source, version),
        };
        if (payment.Terms.YearlyCeiling is { } ceiling)
            basis.Add(new(WorkingRule.Ceiling, (ceiling - payment.PaidBefore).AtLeastZero(), $"{ceiling} - {payment.PaidBefore}", source, version));
        if (payment.Paid != payment.Full)
            parts.Add(new(WorkingRule.CutByCeiling, payment.Paid - payment.Full, $"{payment.Paid} - {payment.Full}", source, version));
        return new(
            WorkingRules.Of(payment.Layer.Kind), payment.Paid,
            parts.Count == 0 ? $"{Money.Zero}" : string.Join(" + ", parts.Select(part => part.Amount)), source, version, parts, basis);
    }

    private WorkingStep OfAccount(PersonalAccountPayment payment)
    {
        var parts = OfParts(WorkingRule.PersonalAccount, payment.Relieved).Parts;
        var payable = statement.Cash.Of(payment.Rules.Pays) + payment.Relieved.Total;
        return new(WorkingRule.PersonalAccount, payment.Paid, $"min({payment.Balance}, {payable})", payment.Rules.Source, version, parts);
    }

    private static WorkingStep OfParts(WorkingRule rule, PersonalParts amounts) => SettlementWorking.SumOf(rule,
    [
        .. Enum.GetValues<PersonalPart>().Where(part => amounts[part] != Money.Zero)
            .Select(part => new WorkingStep(WorkingRules.Of(part), amounts[part], $"{amounts[part]}")),
    ]);
}
