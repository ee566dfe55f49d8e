using Npgsql;

namespace Settlement.Persistence.Settlements;

/// <summary>Short forms for columns of a row that may be null or stand for a value of the domain.</summary>
internal static class NpgsqlRows
{
    internal static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static DateOnly Day(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    internal static DateOnly? DayOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Day(column);

    internal static T Word<T>(this NpgsqlDataReader row, int column) where T : struct, Enum => Enum.Parse<T>(row.GetString(column));
}
