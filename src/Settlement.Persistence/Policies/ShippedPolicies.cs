namespace Settlement.Persistence.Policies;

/// <summary>The policy documents that ship with the product, loaded on first start as demonstration data.</summary>
public static class ShippedPolicies
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "DemonstrationData", "Policies");

    /// <summary>File name and text of each document, by name.</summary>
    public static IEnumerable<(string File, string Json)> Documents() =>
        Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
}
