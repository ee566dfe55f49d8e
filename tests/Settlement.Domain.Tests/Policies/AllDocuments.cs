namespace Settlement.Domain.Tests.Policies;

/// <summary>Every policy document of the repository: those that ship and those of the tests.</summary>
internal static class AllDocuments
{
    internal static IReadOnlyDictionary<string, string> Texts { get; } = ShippedPolicies.Documents()
        .Concat(Directory.EnumerateFiles(Path.Combine("Cases", "Policies")).Select(path => ($"case {Path.GetFileName(path)}", File.ReadAllText(path))))
        .ToDictionary(d => d.Item1, d => d.Item2);

    internal static TheoryData<string> Names => [.. Texts.Keys];
}
