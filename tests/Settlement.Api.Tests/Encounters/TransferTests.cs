using Npgsql;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Encounters;

/// <summary>转院 and 同一疗程: the deductible goes on. A secondary hospital takes 500 yuan, a tertiary one 800.</summary>
[Rule("R2.3")]
public sealed class TransferTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private const string Secondary = "H31011599003";
    private const string Tertiary = "H31010199002";

    [Fact]
    public async Task After_a_transfer_to_a_higher_level_only_the_difference_of_the_deductibles_is_paid()
    {
        var first = await SettledAsync(Secondary, "T1a", "2026-09-01");
        var second = await ContinuedAsync(Tertiary, "T1b", "2026-09-05", first, "transfer");

        var preview = (await second.PreviewAsync("2026-09-09")).Ok();
        var settled = (await second.SettleAsync("T1b-T", "2026-09-09")).Ok();

        Assert.Equal("300.00", settled.Amount("deductible")); // 800 - 500
        Assert.Equal("8245.00", settled.Amount("pooledFund")); // (10,000 - 300) × 85%
        Assert.Equal(preview.Json["amounts"]!.ToJsonString(), settled.Json["amounts"]!.ToJsonString());
        Assert.Equal("8245.00", (await second.ReadAsync("T1b-T")).Ok().Amount("pooledFund"));
        (await api.GetAsync($"{second.Path}/settlements/T1b-T/why-not-more", second.Token)).Ok();
    }

    [Fact]
    public async Task The_deductible_of_a_whole_chain_counts()
    {
        var first = await SettledAsync(Secondary, "T2a", "2026-07-01");
        var second = await ContinuedAsync(Tertiary, "T2b", "2026-07-05", first, "transfer");
        (await second.SettleAsync("T2b-T", "2026-07-09")).Ok();
        var third = await ContinuedAsync(Visit.Shanghai, "T2c", "2026-07-10", second, "transfer");

        Assert.Equal("0.00", (await third.SettleAsync("T2c-T", "2026-07-12")).Ok().Amount("deductible")); // 800 - (500 + 300)
    }

    [Fact]
    public async Task The_earlier_part_is_settled_first_and_reversed_last()
    {
        var first = await new Visit(api, Secondary, InventedPlace.Region, InventedPlace.Another, "T3a").ReadyAsync(10_000m, startedOn: "2026-08-01");
        var second = await ContinuedAsync(Tertiary, "T3b", "2026-08-05", first, "transfer");
        (await second.PreviewAsync("2026-08-09")).IsProblem(409, "earlier-part-open");
        (await second.SettleAsync("T3b-T", "2026-08-09")).IsProblem(409, "earlier-part-open");
        (await first.SettleAsync("T3a-T", "2026-08-05")).Ok();
        (await second.SettleAsync("T3b-T", "2026-08-09")).Ok();

        (await first.ReverseAsync("T3a-R", "T3a-T")).IsProblem(422, "reversal-out-of-order");
        (await second.ReverseAsync("T3b-R", "T3b-T")).Ok();
        (await first.ReverseAsync("T3a-R", "T3a-T")).Ok();
    }

    [Fact]
    public async Task A_stay_that_continues_another_one_does_not_stand_in_the_way_of_a_visit_that_has_nothing_to_do_with_them()
    {
        var visit = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Another, "T8").ReadyAsync(500m, "outpatient", "2026-02-01");
        (await visit.SettleAsync("T8-T", "2026-02-01")).Ok();
        var first = await SettledAsync(Secondary, "T8a", "2026-02-02");
        var second = await ContinuedAsync(Tertiary, "T8b", "2026-02-05", first, "transfer");
        (await second.SettleAsync("T8b-T", "2026-02-09")).Ok();

        (await visit.ReverseAsync("T8-R", "T8-T")).Ok();

        (await first.ReverseAsync("T8a-R", "T8a-T")).IsProblem(422, "reversal-out-of-order");
    }

    [Fact]
    public async Task A_stay_after_one_that_was_paid_in_full_pays_its_own_deductible()
    {
        var first = await new Visit(api, Secondary, InventedPlace.Region, InventedPlace.Another, "T4a").ReadyAsync(10_000m, startedOn: "2026-06-01");
        var second = await ContinuedAsync(Tertiary, "T4b", "2026-06-05", first, "transfer");
        await PaidInFullAsync(first, "2026-06-05");

        Assert.Equal("800.00", (await second.SettleAsync("T4b-T", "2026-06-09")).Ok().Amount("deductible"));
    }

    [Fact]
    public async Task An_encounter_paid_in_full_is_not_opened_again_under_a_settled_one_that_continues_it()
    {
        var first = await new Visit(api, Secondary, InventedPlace.Region, InventedPlace.Another, "T9a").ReadyAsync(10_000m, startedOn: "2026-01-10");
        var second = await ContinuedAsync(Tertiary, "T9b", "2026-01-12", first, "transfer");
        var third = await ContinuedAsync(Visit.Shanghai, "T9c", "2026-01-14", second, "transfer");
        await PaidInFullAsync(first, "2026-01-12");
        await PaidInFullAsync(second, "2026-01-14");
        Assert.Equal("800.00", (await third.SettleAsync("T9c-T", "2026-01-16")).Ok().Amount("deductible"));

        (await CancelSelfPaymentAsync(first)).IsProblem(409, "encounter-continued"); // over the second one
        (await CancelSelfPaymentAsync(second)).IsProblem(409, "encounter-continued");

        (await third.ReverseAsync("T9c-R", "T9c-T")).Ok();
        Assert.Equal("open", (await CancelSelfPaymentAsync(first)).Ok().Json["state"]!.GetValue<string>());
        (await first.SettleAsync("T9a-T", "2026-01-12")).Ok();
        Assert.Equal("300.00", (await third.SettleAsync("T9c-T2", "2026-01-16")).Ok().Amount("deductible")); // 800 - 500
    }

    [Fact]
    public async Task The_same_course_of_treatment_pays_no_second_deductible()
    {
        var first = await SettledAsync(Tertiary, "T5a", "2026-05-01");
        var second = await ContinuedAsync(Tertiary, "T5b", "2026-05-20", first, "sameCourse");

        Assert.Equal("0.00", (await second.SettleAsync("T5b-T", "2026-05-22")).Ok().Amount("deductible"));
    }

    [Fact]
    public async Task Only_an_earlier_encounter_of_the_same_person_and_service_can_be_continued()
    {
        var first = await SettledAsync(Secondary, "T6a", "2026-04-10");
        var other = await new Visit(api, Secondary, InventedPlace.Region, InventedPlace.Resident, "T6x").ReadyAsync(10_000m, startedOn: "2026-04-01");
        var visit = new Visit(api, Tertiary, InventedPlace.Region, InventedPlace.Another, "T6b");

        (await RegisterAsync(visit, "2026-04-12", other, "transfer")).IsProblem(422, "continued-not-possible"); // somebody else's
        (await RegisterAsync(visit, "2026-04-09", first, "transfer")).IsProblem(422, "continued-not-possible"); // began later
        (await RegisterAsync(visit, "2026-04-12", first, "transfer", "outpatient")).IsProblem(422, "continued-not-possible");
        (await RegisterAsync(visit, "2026-04-12", first with { No = "NO-SUCH" }, "transfer")).IsProblem(422, "continued-not-possible");
        (await RegisterAsync(visit with { Facility = Secondary }, "2026-04-12", first, "transfer")).IsProblem(422, "continued-not-possible"); // the same hospital
        (await RegisterAsync(visit, "2026-04-12", first, "moved")).IsProblem(400, "malformed-request");
        (await RegisterAsync(visit, "2026-04-12", first with { Facility = "X" }, "transfer")).IsProblem(400, "invalid-request");
        var registered = (await RegisterAsync(visit, "2026-04-12", first, "transfer")).Ok();
        Assert.Equal($$"""{"facilityCode":"{{Secondary}}","encounterNo":"T6a","kind":"transfer"}""", registered.Json["continues"]!.ToJsonString());
    }

    [Fact]
    public async Task An_encounter_that_another_one_continues_is_neither_cancelled_nor_made_to_continue_that_one()
    {
        var first = new Visit(api, Secondary, InventedPlace.Region, InventedPlace.Another, "T7a");
        (await first.RegisterAsync(startedOn: "2026-03-05")).Ok();
        var second = await ContinuedAsync(Tertiary, "T7b", "2026-03-05", first, "transfer");

        (await api.PutAsync($"{first.Path}/encounters/T7a/cancellation", first.Token, new { reason = "重复" })).IsProblem(409, "encounter-continued");
        (await ContinueAsync(first, second, "2026-03-05")).IsProblem(422, "continued-not-possible");
    }

    [Fact]
    public async Task The_first_part_of_a_chain_is_reversed_last_though_the_next_was_paid_in_full_and_the_last_counts_into_another_year()
    {
        var first = await SettledAsync(Secondary, "T10a", "2025-06-01");
        var second = await ContinuedAsync(Tertiary, "T10b", "2025-06-05", first, "transfer");
        await PaidInFullAsync(second, "2025-06-09");
        var third = await ContinuedAsync(Visit.Shanghai, "T10c", "2026-01-05", second, "transfer");
        Assert.Equal("300.00", (await third.SettleAsync("T10c-T", "2026-01-09")).Ok().Amount("deductible")); // 800 - 500

        (await first.ReverseAsync("T10a-R", "T10a-T")).IsProblem(422, "reversal-out-of-order");

        (await third.ReverseAsync("T10c-R", "T10c-T")).Ok();
        (await first.ReverseAsync("T10a-R", "T10a-T")).Ok();
    }

    [Fact]
    public async Task A_settlement_waits_for_whoever_opens_the_encounter_again_that_it_continues()
    {
        var first = await SettledAsync(Secondary, "T11a", "2025-07-01");
        var second = await ContinuedAsync(Tertiary, "T11b", "2026-01-20", first, "transfer"); // no account is common to both

        Task<Answer> settling;
        await using (var holder = await api.Database.OpenConnectionAsync())
        await using (var held = await holder.BeginTransactionAsync())
        {
            await using var open = new NpgsqlCommand("UPDATE encounter SET state = 'Open' WHERE encounter_no = 'T11a'", holder, held);
            await open.ExecuteNonQueryAsync();
            settling = second.SettleAsync("T11b-T", "2026-01-24");
            await WaitingAsync(1, settling);
            await held.CommitAsync();
        }

        (await settling).IsProblem(409, "earlier-part-open");
    }

    [Fact]
    public async Task Two_encounters_that_are_made_to_continue_each_other_at_once_do_not_close_a_circle()
    {
        var one = new Visit(api, Secondary, InventedPlace.Region, InventedPlace.Another, "T12a");
        var other = new Visit(api, Tertiary, InventedPlace.Region, InventedPlace.Another, "T12b");
        (await one.RegisterAsync(startedOn: "2026-03-01")).Ok();
        (await other.RegisterAsync(startedOn: "2026-03-01")).Ok();

        Task<Answer>[] changes;
        await using (var holder = await api.Database.OpenConnectionAsync())
        await using (var held = await holder.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("LOCK TABLE encounter_event IN EXCLUSIVE MODE", holder, held); // both have read before either writes
            await hold.ExecuteNonQueryAsync();
            changes = [ContinueAsync(one, other), ContinueAsync(other, one)];
            await WaitingAsync(2, changes);
        }
        var answers = await Task.WhenAll(changes);

        Assert.Single(answers, a => a.Status == 200);
        Assert.Single(answers, a => a.Status != 200).IsProblem(422, "continued-not-possible");
    }

    private async Task<Visit> SettledAsync(string facility, string no, string startedOn)
    {
        var visit = await new Visit(api, facility, InventedPlace.Region, InventedPlace.Another, no).ReadyAsync(10_000m, startedOn: startedOn);
        (await visit.SettleAsync($"{no}-T", startedOn)).Ok();
        return visit;
    }

    private async Task<Visit> ContinuedAsync(string facility, string no, string startedOn, Visit earlier, string kind)
    {
        var visit = new Visit(api, facility, InventedPlace.Region, InventedPlace.Another, no);
        (await RegisterAsync(visit, startedOn, earlier, kind)).Ok();
        (await visit.ChargeAsync(10_000m, startedOn)).Ok();
        return visit;
    }

    /// <summary>Until as many requests wait for a lock, or one of these has its answer.</summary>
    private async Task WaitingAsync(int waiting, params Task<Answer>[] requests)
    {
        while (!requests.Any(r => r.IsCompleted) && await api.Database.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is long count && count < waiting)
            await Task.Delay(20);
    }

    private static Task<Answer> ContinueAsync(Visit visit, Visit earlier, string startedOn = "2026-03-01") =>
        visit.Api.PutAsync($"{visit.Path}/encounters/{visit.No}/details", visit.Token,
            new { startedOn, diagnosisCode = "S72.000", continues = new { facilityCode = earlier.Facility, encounterNo = earlier.No, kind = "transfer" } });

    private static async Task PaidInFullAsync(Visit visit, string endedOn) =>
        (await visit.Api.PutAsync($"{visit.Path}/encounters/{visit.No}/self-payment", visit.Token, new { endedOn, reason = "chosen" })).Ok();

    private static Task<Answer> CancelSelfPaymentAsync(Visit visit) =>
        visit.Api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/{visit.No}/self-payment", visit.Token, null);

    private static Task<Answer> RegisterAsync(Visit visit, string startedOn, Visit earlier, string kind, string service = "inpatient") =>
        visit.Api.PutAsync($"{visit.Path}/encounters/{visit.No}", visit.Token, new
        {
            insuredRegion = visit.Region,
            personNo = visit.PersonNo,
            service,
            startedOn,
            diagnosisCode = "S72.000",
            continues = new { facilityCode = earlier.Facility, encounterNo = earlier.No, kind },
        });
}
