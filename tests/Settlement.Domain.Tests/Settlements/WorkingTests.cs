using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

public sealed class WorkingTests
{
    [Fact]
    public void The_working_shows_every_step_in_order_with_its_source()
    {
        var claim = Example.Claim.FiledAs(FilingType.Referral).UnderRules(r => r with { Bands = Example.BandsOf((5_000, 80), (null, 90)) }).Under(p => p with
        {
            Ceilings = [Example.Ceiling(7_000, CareService.Inpatient)],
            Layers =
            [
                new(LayerKind.LargeAmount, Example.EveryService, new HashSet<LayerBasePart> { LayerBasePart.OverCeiling }, Money.Zero, Example.LayerBandsOf((null, 85)), null, Example.Source),
            ],
        });

        Assert.Equal(
            """
            Total           11120.00  Σ 3
            FullSelfPay       200.00  Σ 3
            OverLimit          10.00  Σ 3
            FirstSelfPaid      11.00  Σ 3
            InScope         10899.00  11120.00 - 200.00 - 10.00 - 11.00
            Deductible        800.00  min(10899.00, 800.00) [Made-up notice art. 4]
            PooledFund       7000.00  3500.00 + 3500.00 [Made-up notice art. 4]
              Band           3500.00  5000.00 × 70% (80% → 70%) [Made-up notice art. 4]
              Band           3500.00  4375.00 × 80% (90% → 80%) [Made-up notice art. 4]
              Ceiling        7000.00  7000.00 - 0.00 [Made-up notice art. 4]
              OverCeiling     724.00  10099.00 - 9375.00
            LargeAmount       615.40  615.40 [Made-up notice art. 4]
              LayerBase       724.00  0.00 + 724.00 - 0.00
              Band            615.40  724.00 × 85% [Made-up notice art. 4]
            Personal         3504.60  11120.00 - 7615.40
            """,
            Written(Example.Settled(claim with { Lines = [Example.Line("A", 10_800), Example.Line("B-LIMITED", 120), Example.Line("C", 200)] }).Working));
    }

    private static string Written(IEnumerable<WorkingStep> steps) => string.Join(Environment.NewLine, steps.SelectMany(step => Lines(step, indent: 0)));

    private static IEnumerable<string> Lines(WorkingStep step, int indent) =>
        step.Parts.SelectMany(part => Lines(part, indent + 2)).Prepend(
            $"{new string(' ', indent)}{step.Rule.ToString().PadRight(15 - indent)}{step.Amount,9}  {step.Formula}{(step.Source is null ? "" : $" [{step.Source}]")}");
}
