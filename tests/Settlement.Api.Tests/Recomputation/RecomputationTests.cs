using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;
using Settlement.Persistence;
using Settlement.Persistence.Recomputation;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Tests.Recomputation;

/// <summary>What <c>verify</c> says of sound books, and of each kind of damage.</summary>
public sealed class RecomputationTests(SettledBooks books) : IClassFixture<SettledBooks>
{
    [Fact]
    public async Task Sound_books_have_no_differences()
    {
        var verified = await books.VerifyAsync();

        Assert.Empty(verified.Findings);
        Assert.Equal(0, verified.Code);
        // 13 bills to try, 2 of the history, 2 visits, 2 stays; the visits and a stay reversed
        Assert.StartsWith("Verified 19 settlements, 3 reversals, ", verified.Lines[0], StringComparison.Ordinal);
        Assert.Equal("0 differences, 0 not verifiable.", verified.Last);
        Assert.Equal(3L, await books.Api.Database.ScalarAsync("SELECT count(*) FROM settlement_earlier_year")); // two stays and a reversal
        Assert.True((long)(await books.Api.Database.ScalarAsync("SELECT count(*) FROM settlement WHERE personal_account_fen <> 0"))! >= 4);
    }

    private const string OfStay = "transaction_no = 'Y1-T'";
    private const string OfReversal = "transaction_no = 'V1-R'";
    private const string LineOfStay = "settlement_id = (SELECT settlement_id FROM settlement WHERE transaction_no = 'Y1-T')";
    private const string OfResident = "person_id = (SELECT person_id FROM person WHERE insured_region = '330100' AND person_no = 'P1')";

    /// <summary>{account} stands for the id of the person of the stay.</summary>
    [Theory]
    [InlineData( // 20 000 - 16 320 = 3 680, of which the account pays 1 000
        $"UPDATE settlement SET pooled_fund_fen = pooled_fund_fen - 1, personal_fen = personal_fen + 1, cash_fen = cash_fen + 1 WHERE {OfStay}",
        "H31010499001/Y1-T  amounts: stored pooledFund 16319.99, personal 3680.01, cash 2680.01; computed pooledFund 16320.00, personal 3680.00, cash 2680.00")]
    [InlineData(
        $"UPDATE settlement_line SET over_limit_fen = over_limit_fen + 1, in_scope_fen = in_scope_fen - 1 WHERE {LineOfStay}",
        "H31010499001/Y1-T  line 1: stored fullSelfPay 0.00, overLimit 0.01, firstSelfPaid 0.00, inScope 19999.99, class A, category 06, restriction None; "
        + "computed fullSelfPay 0.00, overLimit 0.00, firstSelfPaid 0.00, inScope 20000.00, class A, category 06, restriction None")]
    [InlineData(
        $"UPDATE settlement_earlier_year SET deductible_fen = deductible_fen - 1 WHERE {LineOfStay}",
        "H31010499001/Y1-T  year 2025: stored deductible 799.99; computed deductible 800.00")]
    [InlineData(
        $"UPDATE settlement SET account_change = jsonb_set(account_change, '{{amounts,pooledFund/inpatient}}', '850001') WHERE {OfStay}",
        "H31010499001/Y1-T  account change: stored pooledFund/inpatient 8500.01; computed pooledFund/inpatient 8500.00")]
    [InlineData(
        $"UPDATE benefit_account SET amounts = jsonb_set(amounts, '{{pooledFund/inpatient}}', '1') WHERE {OfResident} AND account_year = 2026",
        "account {person}/2026/Employee  benefit account: stored pooledFund/inpatient 0.01; computed pooledFund/inpatient 8500.00")]
    [InlineData(
        $"DELETE FROM benefit_account WHERE {OfResident} AND account_year = 2025",
        "account {person}/2025/Employee  benefit account: stored missing; computed 1 records")]
    [InlineData(
        $"INSERT INTO benefit_account SELECT person_id, 2024, scheme, 1, encounters, '{{}}' FROM benefit_account WHERE {OfResident} AND account_year = 2025",
        "account {person}/2024/Employee  last sequence: stored 1; computed 0")]
    [InlineData(
        $"UPDATE benefit_account SET last_sequence = 2 WHERE {OfResident} AND account_year = 2025",
        "account {person}/2025/Employee  last sequence: stored 2; computed 1")]
    [InlineData(
        $"UPDATE settlement SET account_sequence = 2 WHERE {OfStay}",
        "H31010499001/Y1-T  account sequence: stored 2; computed 1")]
    [InlineData(
        $"UPDATE settlement SET pooled_fund_fen = pooled_fund_fen + 1, personal_fen = personal_fen - 1, cash_fen = cash_fen - 1 WHERE {OfReversal}",
        "H31010199002/V1-R  amounts: stored ")]
    [InlineData(
        $"UPDATE settlement SET account_change = jsonb_set(account_change, '{{encounters}}', '0') WHERE {OfReversal}",
        "H31010199002/V1-R  account change: stored encounters/outpatient 0; computed encounters/outpatient -1")]
    [InlineData(
        $"UPDATE settlement SET account_before = jsonb_set(account_before, '{{encounters,outpatient}}', '9') WHERE {OfReversal}",
        "H31010199002/V1-R  account before: stored encounters/outpatient 9; computed encounters/outpatient ")]
    [InlineData(
        $"UPDATE settlement SET personal_account_before_fen = personal_account_before_fen + 7 WHERE transaction_no = 'V2-R'",
        "H46010599001/V2-R  personal account before: stored 0.07; computed 0.00")]
    [InlineData(
        $"UPDATE personal_account SET spent_fen = spent_fen - 1 WHERE {OfResident}",
        "personal account {person}  personal account: stored spent 999.99; computed spent 1000.00")]
    [InlineData(
        $"UPDATE personal_account SET credited_fen = credited_fen + 1 WHERE {OfResident}",
        "personal account {person}  personal account: stored credited 1000.01; computed credited 1000.00")]
    [InlineData(
        "UPDATE encounter SET state = 'Open' WHERE encounter_no = 'Y1'",
        "H31010499001/Y1  encounter state: stored Open; computed Settled")]
    [InlineData(
        "UPDATE encounter SET state = 'Settled' WHERE encounter_no = 'V1'",
        "H31010199002/V1  encounter state: stored Settled; computed not Settled")]
    public async Task Each_damage_is_found_once_and_named(string damage, string finding)
    {
        var verified = await books.VerifyDamagedAsync(damage);

        var line = Assert.Single(verified.Findings);
        Assert.StartsWith(
            finding.Replace("{person}", $"{SettledBooks.PersonId(InventedPlace.Region, InventedPlace.Resident)}", StringComparison.Ordinal), line, StringComparison.Ordinal);
        Assert.Equal("1 differences, 0 not verifiable.", verified.Last);
        Assert.Equal(1, verified.Code);
    }

    /// <summary>The account is as if the reversal had not counted.</summary>
    [Fact]
    public async Task A_reversal_that_was_left_out_of_the_account_is_found()
    {
        var verified = await books.VerifyDamagedAsync(
            $"""
            UPDATE benefit_account a SET amounts = s.account_before->'amounts', encounters = s.account_before->'encounters'
            FROM settlement s WHERE s.{OfReversal} AND (a.person_id, a.account_year, a.scheme) = (s.person_id, s.account_year, s.scheme)
            """);

        var account = $"account {SettledBooks.PersonId("110000", "DEMO15")}/2026/Employee  benefit account: ";
        Assert.StartsWith(account, Assert.Single(verified.Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "UPDATE policy_version SET document = '{}' WHERE policy_version = '330100-employee-test'",
        "H31010499001/Y1-T  not verifiable: policy 330100-employee-test cannot be read: $", "H31010499001/Y2-T  not verifiable: policy 330100-employee-test cannot be read: $",
        "H46010599001/V2-T  not verifiable: policy 330100-employee-test cannot be read: $")]
    [InlineData(
        "DELETE FROM policy_version WHERE policy_version = '330100-employee-test'",
        "H31010499001/Y1-T  not verifiable: policy 330100-employee-test is not there", "H31010499001/Y2-T  not verifiable: policy 330100-employee-test is not there",
        "H46010599001/V2-T  not verifiable: policy 330100-employee-test is not there")]
    [InlineData(
        $"UPDATE settlement_line SET catalog_version = 'gone' WHERE {LineOfStay}",
        $"H31010499001/Y1-T  not verifiable: line 1: {Items.ClassA} of catalogue version gone is not there for 2025-12-22")]
    [InlineData(
        $"UPDATE settlement SET treatment_class = 'Nonsense' WHERE {OfStay}",
        "H31010499001/Y1-T  not verifiable: ")]
    [InlineData(
        $"UPDATE settlement SET account_change = '{{}}' WHERE {OfStay}",
        "H31010499001/Y1-T  not verifiable: An account change names no benefit.")]
    public async Task What_cannot_be_computed_again_is_named_with_the_reason_and_the_rest_is_verified(string damage, params string[] findings)
    {
        var verified = await books.VerifyDamagedAsync(damage);

        Assert.Equal(findings.Length, verified.Findings.Count());
        Assert.All(verified.Findings.Order(StringComparer.Ordinal).Zip(findings), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.Equal($"0 differences, {findings.Length} not verifiable.", verified.Last);
        Assert.Equal(1, verified.Code);
    }

    [Theory]
    [InlineData("'successor'")]
    [InlineData("catalog_version")] // somebody corrected an entry and did not name another version
    public async Task A_settlement_keeps_the_entries_that_it_was_split_by_when_others_supersede_them(string version)
    {
        var replaced =
            $"""
            UPDATE catalog_entry SET superseded_at = now() WHERE owner = '310000' AND item_code = '{Items.ClassA}';
            INSERT INTO catalog_entry (owner, item_code, catalog_version, name, kind, item_class, first_self_paid_ratio, fee_category, valid_from, source)
            SELECT owner, item_code, {version}, name, kind, 'B', 0.5, fee_category, valid_from, source FROM catalog_entry
            WHERE owner = '310000' AND item_code = '{Items.ClassA}'
            """;
        const string why = "v1/facilities/H31010499001/settlements/Y1-T/why-not-more";
        var before = (await books.Api.GetAsync(why, books.Api.Token(Role.Hospital, "H31010499001"))).Ok();
        Assert.NotEmpty(before.Json["whyNotMore"]!.AsArray());

        var after = "";
        var verified = await books.VerifyDamagedAsync(replaced, async () => after = await books.GetFromAnotherInstanceAsync(why));

        Assert.Empty(verified.Findings);
        Assert.Equal(0, verified.Code);
        Assert.Equal(before.Text, after);
    }

    [Fact]
    public async Task Why_not_more_is_refused_only_where_a_version_is_lost()
    {
        Answer? answer = null;
        await books.VerifyDamagedAsync(
            $"UPDATE settlement_line SET catalog_version = 'gone' WHERE {LineOfStay}",
            async () => answer = await books.Api.GetAsync(
                "v1/facilities/H31010499001/settlements/Y1-T/why-not-more", books.Api.Token(Role.Hospital, "H31010499001")));

        answer!.IsProblem(409, "not-reproducible");
    }

    [Fact]
    public async Task Differences_beyond_the_limit_are_counted_and_a_report_is_written_as_JSON()
    {
        var file = Path.GetTempFileName();
        try
        {
            var verified = await books.VerifyDamagedAsync("UPDATE encounter SET state = 'Open' WHERE state = 'Settled'", "--limit", "2", "--json", file);

            Assert.Equal(2, verified.Findings.Count());
            Assert.Equal("16 differences, 0 not verifiable.", verified.Last); // all but the three that are reversed
            var report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            Assert.Equal((16, 19), (report["differences"]!.GetValue<int>(), report["verified"]!["settlements"]!.GetValue<int>()));
            Assert.Equal(["Open", "Open"], report["findings"]!.AsArray().Select(f => f!["stored"]!.GetValue<string>()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Only_the_persons_that_were_asked_for_are_verified()
    {
        var person = $"{SettledBooks.PersonId(InventedPlace.Region, InventedPlace.Resident)}";

        var verified = await books.VerifyDamagedAsync(
            "UPDATE encounter SET state = 'Open' WHERE state = 'Settled'", "--from-person", person, "--to-person", person, "--workers", "1");

        Assert.Equal(["H31010499001/Y1  encounter state: stored Open; computed Settled"], verified.Findings);
        Assert.StartsWith("Verified 1 settlements, 0 reversals, 1 lines, 2 benefit accounts, 1 personal accounts and 1 encounters", verified.Lines[^2], StringComparison.Ordinal);
    }

    /// <summary>A large table is cut into ranges of persons: however it is cut, everybody is verified once.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 1)]
    public async Task Everybody_is_verified_once_however_many_at_a_time(int persons, int workers)
    {
        var (whole, cut) = (new RecomputationReport(0, _ => { }), new RecomputationReport(0, _ => { }));
        var scope = new RecomputationScope(Guid.Empty, Guid.AllBitsSet, workers);

        await RecomputationRun.RunAsync(books.Api.ConnectionString, scope, whole, _ => { }, default);
        await RecomputationRun.RunAsync(books.Api.ConnectionString, scope with { PersonsAtOnce = persons }, cut, _ => { }, default);

        Assert.Equal(19, cut.Counts.Settlements);
        Assert.Equal(whole.Counts, cut.Counts);
        Assert.Equal((0, 0), (cut.Differences, cut.NotVerifiable));
    }

    /// <summary>A column that is added later may be one that settlements are computed from.</summary>
    [Fact]
    public async Task Every_column_is_read_or_left_out_on_purpose()
    {
        await using var scope = books.Api.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<SettlementDbContext>().Model;
        void AreRead<T>(string read, params IEnumerable<string> notRead) => Assert.Equal(
            model.FindEntityType(typeof(T))!.GetProperties().Select(p => p.GetColumnName()).Except(notRead).Order(StringComparer.Ordinal),
            read.Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

        AreRead<SettlementRecord>(BookRows.Settlement, BookRows.NotRead);
        AreRead<SettlementLineRecord>(BookRows.Line);
        AreRead<SettlementEarlierYearRecord>(BookRows.EarlierYear);
    }
}
