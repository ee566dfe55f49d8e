using System.Collections;
using System.Reflection;
using System.Text;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference;

/// <summary>A claim as indented text, so that a case that differs can be worked out by hand.</summary>
internal static class Readable
{
    private static readonly Type[] Words =
        [typeof(Money), typeof(Ratio), typeof(DateRange), typeof(Benefit), typeof(RegionCode), typeof(FacilityCode), typeof(Accumulator)];

    public static string Text(SettlementClaim claim)
    {
        var used = claim.Lines.Select(line => claim.Catalog.Find(claim.Facility.Region.Province, line.ItemCode, line.ServiceDate).Entry);
        var text = new StringBuilder();
        Write(text, 0, "claim", claim with { Catalog = new Catalog([]) });
        Write(text, 0, "entries", used.OfType<CatalogEntry>().Distinct().ToList());
        return text.ToString();
    }

    private static void Write(StringBuilder text, int depth, string name, object? value)
    {
        switch (value)
        {
            case null or Citation or Catalog:
                return;
            case var _ when value is string or decimal or DateOnly || value is Enum || value.GetType().IsPrimitive || Words.Contains(value.GetType()):
                Line(text, depth, $"{name}: {Word(value)}");
                return;
            case IDictionary dictionary:
                Line(text, depth, name);
                foreach (DictionaryEntry entry in dictionary)
                    Write(text, depth + 1, Word(entry.Key), entry.Value);
                return;
            case IEnumerable items:
                Line(text, depth, name);
                var i = 0;
                foreach (var item in items)
                    Write(text, depth + 1, $"{i++}", item);
                return;
            case var _ when value.GetType().Name.StartsWith("ByLevelAndPerson", StringComparison.Ordinal):
                Line(text, depth, name);
                foreach (var level in Enum.GetValues<FacilityLevel>())
                    Row(text, depth + 1, $"{level}", group => value.GetType().GetMethod("For")!.Invoke(value, [level, group]));
                return;
            default:
                Line(text, depth, value is Deductible ? $"{name} {value.GetType().Name}" : name);
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                    if (property.GetIndexParameters().Length == 0)
                        Write(text, depth + 1, property.Name, property.GetValue(value));
                return;
        }
    }

    /// <summary>A row of figures, one per person group; its length is not known, so it ends where the figures do.</summary>
    private static void Row(StringBuilder text, int depth, string name, Func<int, object?> figure)
    {
        var figures = new List<string>();
        try
        {
            for (var group = 0; ; group++)
                figures.Add(figure(group) is IEnumerable<Money> series ? $"[{string.Join(" ", series)}]" : $"{figure(group)}");
        }
        catch (TargetInvocationException end) when (end.InnerException is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            Line(text, depth, $"{name}: {string.Join(", ", figures)}");
        }
    }

    private static string Word(object value) => value is DateOnly day ? $"{day:O}" : $"{value}";

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
