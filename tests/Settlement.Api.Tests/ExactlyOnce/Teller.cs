using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>收费窗口: brings in one bill after the other, and sends every call under its number again until it is answered.</summary>
/// <param name="name">Begins all its numbers.</param>
/// <param name="instance">The program as it runs at the moment.</param>
internal sealed class Teller(string name, int seed, Func<Instance> instance)
{
    private readonly Random random = new(seed);

    /// <summary>Every settlement and reversal that it was told is done.</summary>
    internal List<(Bill Bill, string No, Answer Answer)> Acknowledged { get; } = [];

    /// <summary>Reversals that it was told cannot be done.</summary>
    internal List<(Bill Bill, string No)> Refused { get; } = [];

    /// <summary>Calls that were under way and ended without an answer.</summary>
    internal int BrokenOff { get; private set; }

    /// <summary>Calls that were answered 503 <c>busy</c>.</summary>
    internal int Busy { get; private set; }

    /// <summary>Settlements that were done already when they were first answered: only the answer had been lost.</summary>
    internal int AnswersLost { get; private set; }

    /// <summary>Works until closing time, and finishes what it has begun.</summary>
    internal async Task WorkAsync(CancellationToken closing)
    {
        for (var i = 0; !closing.IsCancellationRequested; i++)
            await TreatAsync(Bill.Draw(random, $"{name}-{i}"));
    }

    private async Task TreatAsync(Bill bill)
    {
        (await UntilAnsweredAsync(bill.RegisterAsync)).Ok();
        (await UntilAnsweredAsync(bill.ChargeAsync)).Ok();
        await SettleAsync(bill, $"{bill.EncounterNo}-1");
        if (random.Next(3) > 0)
            return;

        var no = $"{bill.EncounterNo}-R";
        var reversed = await UntilAnsweredAsync(at => bill.ReverseAsync(at, no, $"{bill.EncounterNo}-1"));
        if (reversed.Status != 200)
        {
            reversed.IsProblem(422, "reversal-out-of-order");
            Refused.Add((bill, no));
            return;
        }
        Acknowledged.Add((bill, no, reversed));
        await SettleAsync(bill, $"{bill.EncounterNo}-2");
    }

    private async Task SettleAsync(Bill bill, string no)
    {
        var settled = (await UntilAnsweredAsync(at => bill.SettleAsync(at, no))).Ok();
        Acknowledged.Add((bill, no, settled));
        AnswersLost += settled.IsReplay ? 1 : 0;
        if (random.Next(3) > 0)
            return;
        var again = (await UntilAnsweredAsync(at => bill.SettleAsync(at, no))).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal(settled.Text, again.Text);
    }

    private async Task<Answer> UntilAnsweredAsync(Func<Instance, Task<Answer>> call)
    {
        while (true)
        {
            try
            {
                var answer = await call(instance());
                if (answer.Status is not (401 or 503)) // 401: another program has taken the port of the one that was killed
                    return answer;
                if (answer.Status == 503)
                {
                    answer.IsProblem(503, "busy");
                    Busy++;
                }
            }
            catch (HttpRequestException e)
            {
                BrokenOff += e.HttpRequestError == HttpRequestError.ConnectionError ? 0 : 1; // else nobody was there
            }
            await Task.Delay(50);
        }
    }
}
