using System.Collections.Concurrent;
using System.Globalization;
using Settlement.Api.Tests.Support;
using Xunit.Abstractions;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>
/// Many callers at once on the account of one person whose fund has room for three and a half of their bills; then several who
/// take back the latest again and again, which makes room anew, while others settle.
/// </summary>
public sealed class CeilingTests(DemonstrationApi api, ITestOutputHelper output) : IClassFixture<DemonstrationApi>
{
    private const int Callers = 64;
    private const int Reversers = 8;
    private const string Account = "benefit_account JOIN person USING (person_id) WHERE person_no = 'DEMO09' AND account_year = 2026";

    /// <summary>DEMO09's history has brought the pooled fund close to its ceiling.</summary>
    private static readonly Bill Stay = new("H44010499001", "110000", "DEMO09", "CEILING", 1_000_000m);

    [Fact]
    public async Task The_fund_pays_up_to_the_ceiling_to_the_fen_whoever_comes_at_once()
    {
        output.WriteLine($"SETTLEMENT_TEST_SEED={Extent.Seed}");
        using var at = new Instance(api.Http.BaseAddress!.ToString().TrimEnd('/'));
        var (room, share, yuan) = await FindBillAsync(at);
        var bills = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => (Stay with { EncounterNo = $"CEILING-{i}", Yuan = yuan }).ReadyAsync(at)));
        var (deadlocks, account) = (await DeadlocksAsync(), await AccountAsync());
        var before = (await Books.CheckedAsync(api.ConnectionString)).Records.Count;

        for (var round = 0; round < Extent.Rounds; round++)
        {
            var standing = new ConcurrentStack<string>();
            await SettleAllAsync(at, bills, standing, $"C{round}");
            await ReverseAllAsync(at, bills, standing, Extent.Seed + round * Reversers);
            Assert.Equal(account, await AccountAsync());
        }

        Assert.Equal(deadlocks, await DeadlocksAsync());
        var books = await Books.CheckedAsync(api.ConnectionString);
        var records = books.Records.Where(r => r.No.StartsWith('C')).ToList();
        Assert.Equal(before + records.Count, books.Records.Count);
        var (whole, partial, nothing) = Replay(records, room, share);
        Assert.InRange(partial, Extent.Rounds, int.MaxValue); // the ceiling was reached in every round
        output.WriteLine($"{Extent.Rounds} rounds, {records.Count} records: {whole} settlements with the whole share, {partial} with the rest of the room, {nothing} with nothing");
    }

    /// <summary>The room below the ceiling and the share of one bill, in fen, and a bill whose share fits in three and a half times.</summary>
    private static async Task<(long Room, long Share, decimal Yuan)> FindBillAsync(Instance at)
    {
        await Stay.RegisterAsync(at);
        var room = await ShareAsync(Stay.Yuan);
        var (tooSmall, enough) = (0L, (long)(Stay.Yuan * 100));
        while (enough - tooSmall > 1)
        {
            var middle = (tooSmall + enough) / 2;
            if (await ShareAsync(middle / 100m) < room * 2 / 7)
                tooSmall = middle;
            else
                enough = middle;
        }
        var share = await ShareAsync(enough / 100m);
        Assert.InRange(room, 3 * share + 1, 4 * share - 1);
        return (room, share, enough / 100m);

        async Task<long> ShareAsync(decimal yuan)
        {
            var bill = Stay with { Yuan = yuan };
            (await bill.ChargeAsync(at)).Ok();
            return (long)(decimal.Parse((await bill.PreviewAsync(at)).Ok().Amount("pooledFund"), CultureInfo.InvariantCulture) * 100);
        }
    }

    private static async Task SettleAllAsync(Instance at, Bill[] bills, ConcurrentStack<string> standing, string round) =>
        await Task.WhenAll(bills.Select(async (bill, i) =>
        {
            (await bill.SettleAsync(at, $"{round}-{i}")).Ok();
            standing.Push($"{round}-{i}");
        }));

    /// <summary>Several take back the latest that stands until nothing does; after one in three the same stay is settled anew.</summary>
    private static async Task ReverseAllAsync(Instance at, Bill[] bills, ConcurrentStack<string> standing, int seed) =>
        await Task.WhenAll(Enumerable.Range(0, Reversers).Select(async reverser =>
        {
            var random = new Random(seed + reverser);
            for (var attempt = 0; standing.TryPop(out var no); attempt++)
            {
                var parts = no.Split('-');
                var bill = bills[int.Parse(parts[1], CultureInfo.InvariantCulture)];
                var answer = await bill.ReverseAsync(at, $"{no}-R", no);
                if (answer.Status != 200)
                {
                    answer.IsProblem(422, "reversal-out-of-order"); // another reverser is about to take back a later one
                    standing.Push(no);
                }
                else if (random.Next(3) == 0)
                {
                    var anew = $"{parts[0]}-{parts[1]}-{reverser}-{attempt}";
                    (await bill.SettleAsync(at, anew)).Ok();
                    standing.Push(anew);
                }
            }
        }));

    /// <summary>Goes through the records as they counted: each takes its share or what room is left, and each reversal takes back one that stands.</summary>
    private static (int Whole, int Partial, int Nothing) Replay(List<BookedRecord> records, long room, long share)
    {
        var standing = new Dictionary<Guid, BookedRecord>();
        var (left, whole, partial, nothing) = (room, 0, 0, 0);
        foreach (var record in records)
        {
            if (record.Reverses is not null)
            {
                Assert.True(standing.Remove(record.Reverses!.Value, out var settlement));
                Assert.Equal(-settlement.PooledFundFen, record.PooledFundFen);
            }
            else
            {
                Assert.Equal(Math.Min(share, left), record.PooledFundFen);
                standing.Add(record.Id, record);
                _ = record.PooledFundFen == share ? whole++ : record.PooledFundFen == 0 ? nothing++ : partial++;
            }
            left -= record.PooledFundFen;
            Assert.InRange(left, 0, room);
        }
        Assert.Equal(room, left);
        return (whole, partial, nothing);
    }

    private Task<object?> AccountAsync() => api.Database.ScalarAsync($"SELECT concat(encounters, amounts) FROM {Account}");

    private Task<object?> DeadlocksAsync() => api.Database.ScalarAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
}
