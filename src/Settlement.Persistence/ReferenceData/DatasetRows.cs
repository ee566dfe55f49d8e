namespace Settlement.Persistence.ReferenceData;

/// <summary>Turns the text of a dataset's file into values of its table, and refuses whatever is not sound.</summary>
internal static class DatasetRows
{
    /// <summary>Values in the order of the file's columns, then the added ones.</summary>
    internal static IEnumerable<object?[]> Read(Dataset dataset, ReferenceFiles files)
    {
        var complete = dataset.Complete(files);
        var lines = new Dictionary<string, int>();
        foreach (var row in files.Rows(dataset))
        {
            var values = Parse(row);
            var key = string.Join(' ', row.Fields.Take(dataset.KeyColumns));
            if (!lines.TryAdd(key, row.Line))
                throw row.Error($"{key} is already on line {lines[key]}");
            yield return [.. values, .. complete(row)];
        }
    }

    private static object?[] Parse(FileRow row)
    {
        var values = new object?[row.Fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var column = row.Dataset.Columns[i];
            try
            {
                values[i] = column.Parse(row.Fields[i]);
            }
            catch (FormatException wrong)
            {
                throw row.Error($"{column.Name} '{row.Fields[i]}' is not {wrong.Message}", wrong);
            }
        }

        return values;
    }
}
