namespace Settlement.Api.Calls;

/// <summary>One page of a list.</summary>
/// <param name="Next">What to send as <c>after</c> for the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <param name="rows">The rows of the page, and one more where there is a next page.</param>
    /// <param name="cursor">The cursor of a row.</param>
    internal static Page<T> Of<TRow>(IReadOnlyList<TRow> rows, int limit, Func<TRow, string> cursor, Func<TRow, T> item) =>
        new([.. rows.Take(limit).Select(item)], rows.Count > limit ? cursor(rows[limit - 1]) : null);
}

/// <summary>Which part of a list is asked for.</summary>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record PageQuery(string? After = null, int Limit = Paging.Default);

/// <summary>How much of a list can be asked for at once.</summary>
internal static class Paging
{
    internal const int Default = 50;

    internal const int Most = 200;

    /// <returns>Null where so many rows can be asked for at once.</returns>
    internal static Refusal? LimitFault(int limit, int most = Most) =>
        limit >= 1 && limit <= most
            ? null
            : ProblemKind.InvalidRequest.Refuse(new($"{limit}：应为 1 至 {most}", $"{limit}: must be 1 to {most}"), "/limit");
}
