using System.Text.Json.Nodes;
using Settlement.Api.Tests.Policies;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.PolicyTrials;

/// <summary>
/// A region has at most five trials that have not finished. Four of Chengdu are kept from running by the lock under which an instance runs one.
/// </summary>
public sealed class TrialQueueTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private Agency Chengdu => new(api, "510100", "510100-employee.json");

    [Fact]
    public async Task Of_many_trials_at_once_no_more_wait_than_allowed_and_the_others_are_taken_later()
    {
        (await Chengdu.DraftAsync(Chengdu.Document("Q", "2099-01-01"))).Ok();
        string[] numbers = [.. Enumerable.Range(0, 12).Select(i => $"Q{i}")];
        await using (var holding = await api.Database.OpenConnectionAsync())
        {
            await using (var hold = holding.CreateCommand())
            {
                hold.CommandText = string.Join(";", numbers.Select(n => $"SELECT pg_advisory_lock(hashtextextended('policy-trial-run/510100/{n}', 0))"));
                await hold.ExecuteNonQueryAsync();
            }
            var answers = await Task.WhenAll(numbers.Select(AskAsync));

            Assert.Equal(5, answers.Count(a => a.Status == 200));
            Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "policy-trials-waiting"));
            Assert.True((await AskAsync(numbers[Array.FindIndex(answers, a => a.Status == 200)])).Ok().IsReplay);

            var other = new Agency(api, "360100", "360100-employee.json");
            (await other.DraftAsync(other.Document("Q-other", "2099-01-01"))).Ok();
            (await api.PutAsync($"{other.Path}/Q-other/trials/Q", other.Token("writer"), Period)).Ok(); // another region's queue
            await using var release = holding.CreateCommand();
            release.CommandText = "SELECT pg_advisory_unlock_all()";
            await release.ExecuteNonQueryAsync();
        }

        foreach (var number in numbers)
            await Until.TrueAsync(async () => (await AskAsync(number)).Status == 200);
    }

    private static JsonObject Period => new() { ["from"] = "2026-01-01", ["through"] = "2026-12-31" };

    private Task<Answer> AskAsync(string trialNo) => api.PutAsync($"{Chengdu.Path}/Q/trials/{trialNo}", Chengdu.Token("writer"), Period);
}
