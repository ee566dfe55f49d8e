using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Tests.Support;
using Settlement.Persistence;

namespace Settlement.Api.Tests.Persistence;

public sealed class SchemaTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task The_model_and_the_migrated_schema_agree_column_by_column()
    {
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();
        var mapped = db.Model.GetRelationalModel().Tables.ToList();

        Assert.NotEmpty(mapped);
        foreach (var table in mapped)
            Assert.Equal(await ColumnsOfAsync(table.Name), table.Columns.Select(c => (c.Name, c.StoreType, c.IsNullable)).Order());
    }

    [Fact]
    public async Task No_column_of_a_mapped_table_is_of_a_type_whose_index_a_text_parameter_cannot_use()
    {
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();

        var padded = from table in db.Model.GetRelationalModel().Tables
                     from column in table.Columns
                     where column.StoreType.StartsWith("character(", StringComparison.Ordinal)
                     select $"{table.Name}.{column.Name}";

        Assert.Empty(padded);
    }

    [Fact]
    public async Task The_keys_of_what_belongs_to_a_person_begin_with_the_person()
    {
        var faults = new List<string>();
        await foreach (var (table, constraint, firstColumn) in KeysAsync())
            if (firstColumn != "person_id")
                faults.Add($"{table}.{constraint} begins with {firstColumn}");
        Assert.Empty(faults);
    }

    private async Task<IEnumerable<(string, string, bool)>> ColumnsOfAsync(string table)
    {
        await using var command = api.Database.CreateCommand(
            """
            SELECT attname, format_type(atttypid, atttypmod), NOT attnotnull
            FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
            """);
        command.Parameters.Add(new() { Value = table, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<(string, string, bool)>();
        while (await reader.ReadAsync())
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        return columns.Order();
    }

    private async IAsyncEnumerable<(string Table, string Constraint, string FirstColumn)> KeysAsync()
    {
        await using var command = api.Database.CreateCommand(
            """
            SELECT c.conrelid::regclass::text, c.conname, a.attname
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype IN ('p', 'u') AND EXISTS (
                SELECT FROM pg_attribute p WHERE p.attrelid = c.conrelid AND p.attname = 'person_id')
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            yield return (reader.GetString(0), reader.GetString(1), reader.GetString(2));
    }
}
