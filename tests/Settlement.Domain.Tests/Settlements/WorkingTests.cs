using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

public sealed class WorkingTests
{
    private static readonly SettlementWorking Working = Example.Settled(Claim()).Working();

    [Fact, Rule("R1.14.1")]
    public void The_scope_tree_shows_what_the_total_is_for_down_to_line_and_band() => Assert.Equal(
        """
        Total 11120.00 = 200.00 + 10.00 + 11.00 + 10899.00
          FullSelfPay 200.00 = 200.00
            FeeLine 200.00 = 200.00 {3 C}
          OverLimit 10.00 = 10.00
            FeeLine 10.00 = 10.00 / 120 × 1 {2 B-LIMITED}
          FirstSelfPaid 11.00 = 11.00
            FeeLine 11.00 = (120.00 - 10.00) × 10% {2 B-LIMITED}
          InScope 10899.00 = 11120.00 - 200.00 - 10.00 - 11.00
            Deductible 800.00 = min(10899.00, 800.00) [Made-up notice art. 4]
              of: DeductibleDue 800.00 = 800.00 - 0.00
            Band 5000.00 = 3500.00 + 1500.00 [Made-up notice art. 4]
              PooledFund 3500.00 = 5000.00 × 70% (80% → 70%) [Made-up notice art. 4]
              CoPay 1500.00 = 5000.00 - 3500.00
            Band 5099.00 = 3500.00 + 875.00 + 724.00 [Made-up notice art. 4]
              PooledFund 3500.00 = 4375.00 × 80% (90% → 80%) [Made-up notice art. 4]
              CoPay 875.00 = 4375.00 - 3500.00
              OverCeiling 724.00 = 5099.00 - 4375.00
        """,
        Written(Working.Scope));

    [Fact, Rule("R1.14.2"), Rule("R1.14.3")]
    public void The_payer_tree_shows_who_pays_it_with_the_bands_of_each_fund() => Assert.Equal(
        """
        Total 11120.00 = 7615.40 + 3504.60
          FundTotal 7615.40 = 7000.00 + 615.40
            PooledFund 7000.00 = 3500.00 + 3500.00
              of: Ceiling 7000.00 = 7000.00 - 0.00
              Band 3500.00 = 5000.00 × 70% (80% → 70%) [Made-up notice art. 4]
              Band 3500.00 = 4375.00 × 80% (90% → 80%) [Made-up notice art. 4]
            LargeAmount 615.40 = 615.40 [Made-up notice art. 4]
              of: LayerBase 724.00 = 0.00 + 724.00 - 0.00
              Band 615.40 = 724.00 × 85% [Made-up notice art. 4]
          Personal 3504.60 = 11120.00 - 7615.40
            PersonalAccount 1000.00 = min(1000.00, 3175.00) [Made-up notice art. 4]
              Deductible 800.00 = 800.00
              CoPay 200.00 = 200.00
            Cash 2504.60 = 2175.00 + 108.60 + 11.00 + 10.00 + 200.00
              CoPay 2175.00 = 2175.00
              OverCeiling 108.60 = 108.60
              FirstSelfPaid 11.00 = 11.00
              OverLimit 10.00 = 10.00
              FullSelfPay 200.00 = 200.00
        """,
        Written(Working.Payers));

    [Fact]
    public void Every_rule_of_the_working_names_its_rule_in_the_rules_text() =>
        Assert.All(Enum.GetValues<WorkingRule>(), rule => Assert.NotEmpty(rule.RuleId()));

    private static SettlementClaim Claim() => Example.Claim.FiledAs(FilingType.Referral).UnderRules(r => r with { Bands = Example.BandsOf((5_000, 80), (null, 90)) }).Under(p => p with
    {
        Ceilings = [Example.Ceiling(7_000, CareService.Inpatient)],
        Layers = [Example.Layer(LayerKind.LargeAmount, [PersonalPart.OverCeiling], deductible: 0, [(null, 85)])],
        PersonalAccount = new(Example.EveryService, [PersonalPart.Deductible, PersonalPart.CoPay], Example.Source),
    }) with
    {
        Lines = [Example.Line("A", 10_800), Example.Line("B-LIMITED", 120) with { LineNo = "2" }, Example.Line("C", 200) with { LineNo = "3" }],
        PersonalAccountBalance = Example.Yuan(1_000),
    };

    private static string Written(WorkingStep step) => string.Join('\n', Lines(step, indent: 0));

    private static IEnumerable<string> Lines(WorkingStep step, int indent)
    {
        var (source, about) = (step.Source is null ? "" : $" [{step.Source}]", step.About is null ? "" : $" {{{step.About}}}");
        yield return $"{new string(' ', indent)}{step.Rule} {step.Amount} = {step.Formula}{source}{about}";
        foreach (var basis in step.Basis)
            yield return $"{new string(' ', indent + 2)}of: {basis.Rule} {basis.Amount} = {basis.Formula}";
        foreach (var line in step.Parts.SelectMany(part => Lines(part, indent + 2)))
            yield return line;
    }
}
