namespace Settlement.Domain.Tests.Policies;

/// <summary>The policy documents that ship with the product, as the project file copies them here.</summary>
internal static class ShippedPolicies
{
    /// <summary>File name and text of each document, by name.</summary>
    internal static IEnumerable<(string File, string Json)> Documents() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "ShippedPolicies"), "*.json").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
}
