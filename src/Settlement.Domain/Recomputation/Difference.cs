namespace Settlement.Domain.Recomputation;

/// <summary>Something that is stored otherwise than it computes.</summary>
/// <param name="What">Which part, such as <c>amounts</c> or <c>line 3</c>.</param>
/// <param name="Stored">In words and yuan.</param>
public sealed record Difference(string What, string Stored, string Computed)
{
    internal static Difference? Of<T>(string what, T stored, T computed) =>
        EqualityComparer<T>.Default.Equals(stored, computed) ? null : new(what, $"{stored}", $"{computed}");

    /// <summary>One difference that names every figure which differs, or null.</summary>
    /// <param name="stored">Figures of the same names in the same order as <paramref name="computed"/>.</param>
    internal static Difference? Of(string what, IReadOnlyList<(string Name, Money Amount)> stored, IReadOnlyList<(string Name, Money Amount)> computed)
    {
        var (left, right) = (new List<string>(), new List<string>());
        for (var i = 0; i < stored.Count; i++)
            if (stored[i] != computed[i])
            {
                left.Add($"{stored[i].Name} {stored[i].Amount}");
                right.Add($"{computed[i].Name} {computed[i].Amount}");
            }
        return left.Count == 0 ? null : new(what, string.Join(", ", left), string.Join(", ", right));
    }
}
