using Settlement.Domain.Catalogs;
using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>The special drug list of one case: entries with and without figures of their own, now and then listed anew between two bills.</summary>
internal sealed class RandomListings(int number)
{
    private readonly Draw draw = new(1_000_000_000 + number); // of its own, so that the other draws stay what they were
    private readonly Dictionary<string, SpecialDrugListing> entries = [];

    /// <param name="lines">The first bill on the drug says how large a ceiling may be, so that ceilings and bills meet.</param>
    public SpecialDrugListing Of(string drug, IReadOnlyList<FeeLine> lines)
    {
        if (!entries.TryGetValue(drug, out var entry) || draw.Chance(15))
            entries[drug] = entry = new(World.Insured.Province, draw.Chance(90) ? $"{drug}-{draw.Int(1, 99)}" : null)
            {
                Ratio = draw.Maybe(60, draw.Ratio),
                YearlyCeiling = draw.Maybe(60, () => Ceiling(lines.Sum(line => line.Amount.Fen))),
            };
        return entry;
    }

    private Money Ceiling(long bill) => new(Math.Max(1, bill * (draw.IsCoarse ? draw.Pick(25, 50, 100, 200) : draw.Int(1, 250)) / 100));
}
