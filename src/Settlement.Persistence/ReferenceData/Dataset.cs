namespace Settlement.Persistence.ReferenceData;

/// <summary>One table and the file of the same name that fills it.</summary>
/// <param name="Columns">Columns of the file, in its order; the table has columns of the same names.</param>
internal sealed record Dataset(string Name, params IReadOnlyList<Column> Columns)
{
    internal string File => $"{Name}.csv";

    /// <summary>How many leading columns together are unique.</summary>
    internal int KeyColumns { get; init; } = 1;

    /// <summary>Names of other datasets whose files decide about rows of this one; their change reloads it too.</summary>
    internal IReadOnlyList<string> AlsoReads { get; init; } = [];

    /// <summary>Columns of the table that are not in the file, in the order in which <see cref="Complete"/> gives them.</summary>
    internal IReadOnlyList<string> AddedColumns { get; init; } = [];

    /// <summary>
    /// Called once per load for a function that checks a row against other rows or files and gives its added values.
    /// </summary>
    internal Func<ReferenceFiles, Func<FileRow, object?[]>> Complete { get; init; } = _ => _ => [];
}
