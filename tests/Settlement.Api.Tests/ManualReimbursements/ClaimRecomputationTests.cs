using Npgsql;
using Settlement.Api.Tests.Recomputation;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>What <c>verify</c> says of claims that do not fit their settlements and payments.</summary>
public sealed class ClaimRecomputationTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private readonly Claims claims = new(api);

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_claim_that_counts_names_a_manual_settlement_that_stands_and_each_of_those_is_named()
    {
        await ApprovedAsync("A");
        await DamageAsync(
            "UPDATE manual_claim SET settlement_id = gen_random_uuid() WHERE claim_no = 'A'",
            "claim 360100/A  settlement: stored ", "manual reimbursement: stored counts; computed an approved or paid claim that names it");
        await DamageAsync( // the claim forgot its approval, which still counts
            "UPDATE manual_claim SET state = 'DocumentsComplete', settlement_id = NULL, approved_by = NULL WHERE claim_no = 'A'",
            "manual reimbursement: stored counts; computed an approved or paid claim that names it");

        var settlement = await api.Database.ScalarAsync("SELECT settlement_id FROM manual_claim WHERE claim_no = 'A'");
        (await claims.ReverseAsync("A")).Ok();
        await DamageAsync( // the claim keeps an approval that was taken back
            $$"""
            UPDATE manual_claim SET state = 'Approved', settlement_id = '{{settlement}}', approved_by = 'x', computation = '{}', working = '{}', computed_by = 'y'
            WHERE claim_no = 'A'
            """,
            $"claim 360100/A  settlement: stored {settlement}; computed its manual settlement that stands");
    }

    [Fact]
    public async Task A_claim_to_recover_has_exactly_one_payment_that_is_owed_and_no_other_claim_has_one()
    {
        await ApprovedAsync("B");
        await claims.ConfirmPayeeAsync("DEMO04", "B-A");
        (await claims.PayAsync("B", 3, "B-A")).Ok();
        (await claims.ReverseAsync("B", 4)).Ok();
        await DamageAsync(
            "UPDATE manual_claim_reversal SET payee_change_no = NULL, bank_reference = NULL, paid_on = NULL, paid_by = NULL WHERE bank_reference = 'BANK'",
            "claim 360100/B  payments to recover of a claim in ToRecover: stored 0; computed 1");
        await DamageAsync(
            "UPDATE manual_claim SET state = 'DocumentsComplete' WHERE claim_no = 'B'",
            "claim 360100/B  payments to recover of a claim in DocumentsComplete: stored 1; computed 0");
    }

    private async Task ApprovedAsync(string no)
    {
        await claims.PaidInFullAsync(no, personNo: "DEMO04");
        await claims.ApprovedAsync(no, "DEMO04");
    }

    /// <summary>Damages the rows, verifies, and puts them back; what is sound has no findings.</summary>
    private async Task DamageAsync(string sql, params string[] findings)
    {
        Assert.Empty(await claims.FindingsAsync());
        var connectionString = new NpgsqlConnectionStringBuilder(api.ConnectionString) { Options = "-c session_replication_role=replica", Pooling = false };
        await using var database = NpgsqlDataSource.Create(connectionString.ConnectionString); // no foreign key stops it
        await database.ExecuteAsync(
            "CREATE TABLE saved_claim AS TABLE manual_claim; CREATE TABLE saved_reversal AS TABLE manual_claim_reversal");
        try
        {
            await database.ExecuteAsync(sql);
            var found = (await Verified.OfAsync(api.ConnectionString)).Findings.ToList();
            Assert.Equal(findings.Length, found.Count);
            Assert.All(findings, finding => Assert.Single(found, line => line.Contains(finding, StringComparison.Ordinal)));
        }
        finally
        {
            await database.ExecuteAsync(
                """
                DELETE FROM manual_claim_reversal; DELETE FROM manual_claim;
                INSERT INTO manual_claim SELECT * FROM saved_claim; INSERT INTO manual_claim_reversal SELECT * FROM saved_reversal;
                DROP TABLE saved_claim, saved_reversal
                """);
        }
    }
}
