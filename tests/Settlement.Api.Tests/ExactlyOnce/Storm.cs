using Settlement.Api.Tests.Support;
using Xunit.Abstractions;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>
/// Settlements that are sent one to twenty times each at the same moment, spread over the instances. Of five calls one goes
/// away before its answer; of twenty numbers one is sent with other content too.
/// </summary>
internal sealed class Storm
{
    private const int NumbersAtOnce = 8;
    private readonly IReadOnlyList<Instance> instances;
    private readonly List<Numbered> settlements = [];
    private int answered, cut, replayed, refused;

    internal Storm(int seed, int count, params IReadOnlyList<Instance> instances)
    {
        this.instances = instances;
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var calls = Enumerable.Range(0, random.Next(1, 21)).Select(_ => Draw(random, isChanged: false)).ToList();
            if (random.Next(20) == 0)
                calls.InsertRange(random.Next(calls.Count + 1), Enumerable.Range(0, random.Next(1, 4)).Select(_ => Draw(random, isChanged: true)));
            settlements.Add(new($"S{seed}-{i}", Bill.Draw(random, $"S{seed}-{i}"), calls));
        }
    }

    internal async Task RunAsync(ITestOutputHelper output)
    {
        var few = new ParallelOptions { MaxDegreeOfParallelism = NumbersAtOnce };
        await Parallel.ForEachAsync(settlements, few, async (s, _) => await s.Bill.ReadyAsync(instances[0]));
        await Parallel.ForEachAsync(settlements, few, async (s, _) => await SendAsync(s));
        output.WriteLine($"{settlements.Count} numbers, {settlements.Sum(s => s.Calls.Count)} calls: {cut} cut off, {answered} answered, of them "
            + $"{replayed} with the first answer again and {refused} with number-reused");
    }

    private Call Draw(Random random, bool isChanged) =>
        new(random.Next(instances.Count), isChanged, random.Next(5) == 0 ? random.Next(1, 40) : null);

    private async Task SendAsync(Numbered s)
    {
        var calls = await Task.WhenAll(s.Calls.Select(async call => (Call: call, Answer: await CallAsync(s, call))));
        var seen = calls.Where(c => c.Answer is not null).ToList();

        // What became of the number is asked once more with either content, which also is the retry of those who were cut off.
        var asked = await s.Bill.SettleAsync(instances[0], s.No);
        var hasOther = s.Calls.Any(c => c.IsChanged);
        var askedOther = hasOther ? await s.Bill.SettleAsync(instances[^1], s.No, isChanged: true) : null;
        var isOtherKept = hasOther && asked.Status != 200;
        var kept = (isOtherKept ? askedOther! : asked).Ok();
        if (hasOther)
            (isOtherKept ? asked : askedOther!).IsProblem(409, "number-reused");

        foreach (var (call, answer) in seen)
            if (call.IsChanged == isOtherKept)
                Assert.Equal(kept.Text, answer!.Ok().Text);
            else
                answer!.IsProblem(409, "number-reused");

        var first = seen.Select(c => c.Answer!).Append(kept).Count(a => a.Status == 200 && !a.IsReplay);
        Assert.InRange(first, seen.Count == calls.Length ? 1 : 0, 1); // it may have been the answer to one that was cut off
        Assert.True(kept.IsReplay || seen.Count == 0);
    }

    private async Task<Answer?> CallAsync(Numbered s, Call call)
    {
        using var goingAway = new CancellationTokenSource();
        if (call.CutAfterMilliseconds is { } milliseconds)
            goingAway.CancelAfter(milliseconds);
        try
        {
            var answer = await s.Bill.SettleAsync(instances[call.Instance], s.No, call.IsChanged, goingAway.Token);
            Interlocked.Increment(ref answered);
            if (answer.IsReplay)
                Interlocked.Increment(ref replayed);
            if (answer.Status == 409)
                Interlocked.Increment(ref refused);
            return answer;
        }
        catch (OperationCanceledException) when (goingAway.IsCancellationRequested)
        {
            Interlocked.Increment(ref cut);
            return null;
        }
    }

    /// <param name="CutAfterMilliseconds">The caller goes away then; null where it waits for its answer.</param>
    private sealed record Call(int Instance, bool IsChanged, int? CutAfterMilliseconds);

    private sealed record Numbered(string No, Bill Bill, IReadOnlyList<Call> Calls);
}
