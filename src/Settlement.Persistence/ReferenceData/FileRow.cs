namespace Settlement.Persistence.ReferenceData;

/// <summary>One row of a reference file, fields in the order of the dataset's columns.</summary>
internal sealed class FileRow(Dataset dataset, int line, string[] fields)
{
    internal Dataset Dataset => dataset;

    /// <summary>Where the row starts in the file; the header is line 1.</summary>
    internal int Line => line;

    internal string[] Fields => fields;

    internal string this[string column]
    {
        get
        {
            for (var i = 0; i < fields.Length; i++)
                if (dataset.Columns[i].Name == column)
                    return fields[i];
            throw new ArgumentException($"{dataset.File} has no column {column}.", nameof(column));
        }
    }

    internal ReferenceFileException Error(string problem, Exception? inner = null) =>
        new(dataset.File, line, problem, inner);
}
