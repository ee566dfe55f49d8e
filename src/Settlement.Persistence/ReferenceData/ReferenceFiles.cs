using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;
using CsvHelper;

namespace Settlement.Persistence.ReferenceData;

/// <summary>The files of one load. Each is read once, so the version belongs to the rows whatever happens to the folder.</summary>
internal sealed class ReferenceFiles(string folder)
{
    /// <summary>Part of every version: raise it when the same files would fill the tables differently.</summary>
    private const int LoaderRevision = 1;

    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',',
        HasHeader = false, // the header is compared as a row, so that its order counts
        SkipEmptyLines = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    private readonly Dictionary<string, (byte[] Content, string Hash)> read = [];

    /// <summary>The files that lie beside the program.</summary>
    internal static ReferenceFiles Shipped() => new(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "Files"));

    internal string VersionOf(Dataset dataset) =>
        string.Join('+', [LoaderRevision.ToString(CultureInfo.InvariantCulture), Open(dataset.Name).Hash,
            .. dataset.AlsoReads.Select(name => Open(name).Hash)]);

    /// <summary>The rows of a dataset's file as text; header, number of fields and a whole last line are checked.</summary>
    internal IEnumerable<FileRow> Rows(Dataset dataset)
    {
        var content = Open(dataset.Name).Content;
        using var reader = CsvReader.Create(content, Strict);
        var header = dataset.Columns.Select(column => column.Name).ToArray();
        if (Next(reader, dataset) is not { } first || !first.Fields.SequenceEqual(header))
            throw new ReferenceFileException(dataset.File, 1, $"the header must be {string.Join(',', header)}");

        var line = first.Line;
        while (Next(reader, dataset) is { } row)
        {
            if (row.Fields.Length != header.Length)
                throw row.Error($"{row.Fields.Length} fields where {header.Length} are needed");
            line = row.Line;
            yield return row;
        }

        if (line == first.Line)
            throw first.Error("there are no rows below the header");
        if (content[^1] != '\n')
            throw new ReferenceFileException(dataset.File, line, "the last line has no end, the file may be cut off");
    }

    private static FileRow? Next(CsvReader reader, Dataset dataset)
    {
        try
        {
            if (!reader.Read())
                return null;
        }
        catch (CsvFormatException malformed)
        {
            throw new ReferenceFileException(dataset.File, (int)malformed.LineNumber, "malformed CSV", malformed);
        }

        var line = (int)reader.LineNumber;
        return Utf8.IsValid(reader.RawRecord)
            ? new(dataset, line, reader.Current.ToArray())
            : throw new ReferenceFileException(dataset.File, line, "not in UTF-8");
    }

    private (byte[] Content, string Hash) Open(string name)
    {
        if (read.TryGetValue(name, out var file))
            return file;

        var content = File.ReadAllBytes(Path.Combine(folder, $"{name}.csv"));
        return read[name] = (content, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
