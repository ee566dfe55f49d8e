using Settlement.Api.Hosting;
using Settlement.Api.Tests.Hosting;
using Settlement.Api.Tests.Support;
using Xunit.Abstractions;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>However often, over whichever instance and with whatever luck a number is sent, it is settled once.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_number_sent_often_at_once_and_cut_off_is_settled_once()
    {
        var database = await TestDatabase.CreateDemonstrationAsync();
        await using var app = await RunningApi.StartAsync(database);
        using var instance = new Instance(app.Address());

        await RunAsync(database, instance);
    }

    [Fact]
    public async Task Two_instances_settle_a_number_once_between_them()
    {
        var database = await TestDatabase.CreateDemonstrationAsync();
        using var one = ApiProcess.Start(("ConnectionStrings__Settlement", database));
        using var other = ApiProcess.Start(("ConnectionStrings__Settlement", database));
        using var atOne = new Instance(await one.ReadyAsync());
        using var atOther = new Instance(await other.ReadyAsync());

        await RunAsync(database, atOne, atOther);

        var bill = await Bill.Draw(new Random(Extent.Seed), "BOTH").ReadyAsync(atOne);
        var settled = (await bill.SettleAsync(atOne, "BOTH-T")).Ok();
        var again = (await bill.SettleAsync(atOther, "BOTH-T")).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal(settled.Text, again.Text);
        Assert.Equal(settled.Text, (await bill.ReadAsync(atOther, "BOTH-T")).Ok().Text);
        (await bill.SettleAsync(atOther, "BOTH-T", isChanged: true)).IsProblem(409, "number-reused");
        var reversed = (await bill.ReverseAsync(atOther, "BOTH-R", "BOTH-T")).Ok();
        Assert.Equal(reversed.Text, (await bill.ReverseAsync(atOne, "BOTH-R", "BOTH-T")).Ok().Text);
        await Books.CheckedAsync(database);
    }

    private async Task RunAsync(string database, params IReadOnlyList<Instance> instances)
    {
        output.WriteLine($"SETTLEMENT_TEST_SEED={Extent.Seed}");
        var before = (await Books.CheckedAsync(database)).Records.Count;

        await new Storm(Extent.Seed, Extent.Storm, instances).RunAsync(output);

        var after = await Books.CheckedAsync(database);
        Assert.Equal(before + Extent.Storm, after.Records.Count);
        Assert.Equal(Extent.Storm, after.Records.Count(r => r.No.StartsWith('S')));
    }
}
