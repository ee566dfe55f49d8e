using System.Diagnostics;
using Settlement.Domain.Tests.Reference.Generated;
using Settlement.Domain.Tests.Reference.Literal;
using Xunit.Abstractions;

namespace Settlement.Domain.Tests.Reference;

/// <summary>The engine against a second implementation of the rules that shares no line with it, on random cases (docs/verification.md).</summary>
public sealed class ReferenceTests(ITestOutputHelper output)
{
    /// <summary>How many cases; more by <c>SETTLEMENT_REFERENCE_CASES=10000000</c>.</summary>
    private static readonly int Cases = Setting("SETTLEMENT_REFERENCE_CASES", 20_000);

    /// <summary>Number of the first case: a case that differs is run again alone with its number and one case.</summary>
    private static readonly int First = Setting("SETTLEMENT_REFERENCE_SEED", 1);

    [Fact, Rule("R2.1")]
    public void The_engine_and_the_literal_rules_agree_to_the_fen()
    {
        var clock = Stopwatch.StartNew();
        var result = ReferenceRun.Compare(First, Cases, done => output.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss} {done} cases"));

        output.WriteLine($"{result.Cases} cases from number {First} on, {result.Bills} bills, {clock.Elapsed.TotalSeconds:0} s");
        foreach (var (place, count) in result.Reach.Counts())
            output.WriteLine($"{count,12} {place}");
        Assert.True(result.Differences.Count == 0, string.Join("\n\n", result.Differences));
    }

    [Fact]
    public void Random_cases_reach_every_place_in_the_rules()
    {
        var reach = new Reach();
        for (var number = 1; number <= 10_000; number++)
            foreach (var _ in CaseRun.Bills(RandomCase.Of(number), reach))
            {
            }

        Assert.Empty(reach.Counts().Where(place => place.Count == 0).Select(place => place.Place));
    }

    [Fact]
    public void A_case_number_draws_the_same_case_each_time() =>
        Assert.Equal(Texts(number: 7), Texts(number: 7));

    private static IReadOnlyList<string> Texts(int number) => [.. CaseRun.Bills(RandomCase.Of(number), new Reach()).Select(b => Readable.Text(b.Claim))];

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
