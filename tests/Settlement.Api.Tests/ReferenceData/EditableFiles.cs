using Settlement.Persistence.ReferenceData;

namespace Settlement.Api.Tests.ReferenceData;

/// <summary>A copy of the shipped files in a folder of its own, for tests that change one.</summary>
internal sealed class EditableFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reference-");

    internal EditableFiles()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "Files")))
            File.Copy(file, PathOf(Path.GetFileName(file)));
    }

    /// <summary>The folder as a new load would see it.</summary>
    internal ReferenceFiles Read() => new(folder.FullName);

    internal EditableFiles Append(string file, string text)
    {
        File.AppendAllText(PathOf(file), text);
        return this;
    }

    internal EditableFiles Replace(string file, string old, string with)
    {
        var text = File.ReadAllText(PathOf(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Write(file, text.Replace(old, with, StringComparison.Ordinal));
    }

    internal EditableFiles Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text);
        return this;
    }

    public void Dispose() => folder.Delete(recursive: true);

    internal string PathOf(string file) => Path.Combine(folder.FullName, file);
}
