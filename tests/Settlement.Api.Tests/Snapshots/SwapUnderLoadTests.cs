using System.Collections.Concurrent;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Recomputation;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;
using Settlement.Domain;

namespace Settlement.Api.Tests.Snapshots;

/// <summary>
/// The same bill is previewed and settled on two instances while policies and catalogues are published. Each answer follows one policy
/// version and each settlement one catalogue version whole: 1,000 yuan, of which class B takes 0 %, 10 % or 20 % first, then a referral's
/// 10 % and the deductible of 800 yuan, and the fund pays 85 % or less of the rest.
/// </summary>
public sealed class SwapUnderLoadTests(TwoInstances instances) : IClassFixture<TwoInstances>
{
    private const int Visits = 24;
    private const decimal Bill = 2_000m;
    private static readonly Dictionary<string, decimal> FirstSelfPaid = new() { ["T10"] = 0.1m, ["T20"] = 0.2m, ["T5"] = 0.05m };
    private static readonly Dictionary<string, int> Ratios = new() { ["360100-employee-2023"] = 85, ["L80"] = 80, ["L70"] = 70, ["L60"] = 60, ["L50"] = 50 };

    [Fact, Rule("R-PRI-02")]
    public async Task No_settlement_fails_or_mixes_versions_while_they_are_swapped()
    {
        var today = TimeProvider.System.Today().ToString("O");
        foreach (var i in Enumerable.Range(0, Visits))
        {
            var visit = new Visit(instances, Visit.Shanghai, "360100", "DEMO03", $"L{i}");
            (await visit.RegisterAsync(startedOn: today)).Ok();
            (await visit.ChargeAsync(Bill, today)).Ok();
        }
        var previews = new ConcurrentBag<(string Version, string Fund)>();
        var left = new ConcurrentQueue<int>(Enumerable.Range(1, Visits - 1)); // L0 is only previewed
        var publishing = PublishAsync(left);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var n = worker; !publishing.IsCompleted || !left.IsEmpty; n++)
            {
                var preview = (await SendAsync(n % 2, HttpMethod.Post, "encounters/L0/preview", new { endedOn = today })).Ok().Json;
                previews.Add((preview["policyVersion"]!.GetValue<string>(), preview["amounts"]!["pooledFund"]!.ToJsonString()));
                if (n % 15 == 0 && left.TryDequeue(out var i))
                    (await SendAsync(n % 2, HttpMethod.Put, $"settlements/L{i}-T", new { encounterNo = $"L{i}", endedOn = today })).Ok();
            }
        })));
        await publishing;

        Assert.All(previews, preview => Assert.Contains(preview.Fund, Catalogues.Select(catalogue => Expected(preview.Version, catalogue))));
        var settled = await SettledAsync();
        Assert.Equal(Visits - 1, settled.Count);
        Assert.All(settled, s => Assert.Equal(Expected(s.Policy, s.Catalogue), s.Fund));
        Assert.True(previews.Select(p => p.Version).Distinct().Count() > 1, "Nothing was swapped under it.");
        Assert.Equal(0, (await Verified.OfAsync(instances.ConnectionString)).Code);
    }

    private static IEnumerable<string> Catalogues => FirstSelfPaid.Keys.Append("shipped");

    /// <summary>(Bill × (1 − first self-paid) × 90 % − 800) × ratio, each step to the fen.</summary>
    private static string Expected(string policy, string catalogue)
    {
        var inScope = Money.FromYuan(Bill) - Money.FromYuan(Bill).Share(Ratio.FromFraction(FirstSelfPaid.GetValueOrDefault(catalogue)));
        var above = inScope - inScope.Share(Ratio.FromPercent(10)) - Money.FromYuan(800);
        return above.Share(Ratio.FromPercent(Ratios[policy])).ToString();
    }

    /// <summary>One after the other, a policy and a catalogue in turn.</summary>
    private async Task PublishAsync(ConcurrentQueue<int> left)
    {
        var catalogues = new Queue<string>(FirstSelfPaid.Keys);
        foreach (var (version, percent) in Ratios.Skip(1))
        {
            await instances.PublishAsync(version, percent);
            if (catalogues.TryDequeue(out var catalogue))
                await PublishCatalogAsync(catalogue);
            await instances.HaveAsync(version);
        }
        await Until.TrueAsync(() => Task.FromResult(left.IsEmpty));
    }

    private Task PublishCatalogAsync(string version) => instances.Database.ExecuteAsync(
        $$"""
        CREATE TEMP TABLE next ON COMMIT DROP AS
            SELECT * FROM catalog_entry WHERE owner = '310000' AND item_code = '{{Items.ClassA}}' AND superseded_at IS NULL;
        UPDATE catalog_entry SET superseded_at = now() WHERE owner = '310000' AND item_code = '{{Items.ClassA}}' AND superseded_at IS NULL;
        UPDATE next SET catalog_version = '{{version}}', item_class = 'B', recorded_at = now(),
            first_self_paid_ratio = {{FirstSelfPaid[version].ToString(System.Globalization.CultureInfo.InvariantCulture)}};
        INSERT INTO catalog_entry SELECT * FROM next;
        """);

    private Task<Answer> SendAsync(int instance, HttpMethod method, string path, object body) =>
        instances.SendAsync(instance, method, $"v1/facilities/{Visit.Shanghai}/{path}", body);

    private async Task<List<(string Policy, string Catalogue, string Fund)>> SettledAsync()
    {
        await using var command = instances.Database.CreateCommand(
            """
            SELECT s.policy_version, l.catalog_version, s.pooled_fund_fen FROM settlement s JOIN settlement_line l USING (person_id, settlement_id)
            WHERE s.transaction_no ~ '^L[0-9]+-T$'
            """);
        await using var row = await command.ExecuteReaderAsync();
        var settled = new List<(string, string, string)>();
        while (await row.ReadAsync())
            settled.Add((row.GetString(0), FirstSelfPaid.ContainsKey(row.GetString(1)) ? row.GetString(1) : "shipped", new Money(row.GetInt64(2)).ToString()));
        return settled;
    }
}
