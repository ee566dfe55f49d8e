using System.Globalization;
using Npgsql;
using Settlement.Benchmarks.Load;

namespace Settlement.Benchmarks.Facilities;

/// <summary>Mixed searches, half of them with counts, the k-th always the same.</summary>
internal sealed class FacilitySearches(IReadOnlyList<string> provinces, IReadOnlyList<string> cities, IReadOnlyList<string> counties, IReadOnlyList<string> diseases)
{
    private static readonly string[] Parts = ["人民医院", "中医", "第一医院", "大药房", "卫生服务中心", "妇幼", "院"];
    private static readonly string[] Initials = ["rmyy", "zyy", "dyf", "fy", "yfdyf"];

    internal static async Task<FacilitySearches> ReadAsync(NpgsqlDataSource source)
    {
        Task<List<string>> RegionsAsync(int level) =>
            source.ListAsync("SELECT code::text FROM region WHERE usable AND level = $1 ORDER BY code", row => row.GetString(0), (short)level);
        return new(
            await RegionsAsync(1), await RegionsAsync(2), await RegionsAsync(3),
            await source.ListAsync("SELECT code::text FROM chronic_disease WHERE cross_province_group IS NOT NULL ORDER BY code", row => row.GetString(0)));
    }

    /// <returns>Whether it looks at the whole country, and the filters as they stand in the address.</returns>
    internal (bool IsBroad, string Filters) Search(long k)
    {
        var random = new Random((int)k);
        string Any(IReadOnlyList<string> values) => values[random.Next(values.Count)];
        string Text(IReadOnlyList<string> values) => Uri.EscapeDataString(Any(values));
        // Most ask for one day, some for another one of the month.
        var day = random.Next(10) > 0 ? "2026-11-20" : $"2026-11-{random.Next(1, 31):00}";
        var near = string.Create(CultureInfo.InvariantCulture, $"{20 + random.NextDouble() * 25:0.000},{98 + random.NextDouble() * 27:0.000}");
        var shape = random.Next(16);
        var filters = shape switch
        {
            0 => $"region={Any(counties)}",
            1 => $"region={Any(counties)}&service=outpatient&on={day}",
            2 => $"region={Any(cities)}&name={Text(Parts)}",
            3 => $"region={Any(cities)}&disease={Any(diseases)}&on={day}",
            4 => $"region={Any(provinces)}&name={Any(Initials)}&level=tertiary",
            5 => $"region={Any(provinces)}&service=inpatient&on={day}&sort=level",
            6 => $"region={Any(provinces)}&kind=pharmacy&sort=name",
            7 => $"near={near}&withinKm=30&service=inpatient&on={day}",
            8 => $"region={Any(cities)}&kind=pharmacy&near={near}",
            9 => $"region={Any(provinces)}&grade=a&on={day}",
            10 => $"name={Text(Parts)}",
            11 => $"name={Any(Initials)}&service=outpatient&on={day}",
            12 => $"kind=hospital&level=tertiary&service=inpatient&on={day}&sort=name",
            13 => $"disease={Any(diseases)}&on={day}&sort=level",
            14 => $"near={near}&kind=pharmacy&on={day}",
            _ => "kind=hospital",
        };
        return (shape >= 10, $"{filters}&limit=20&counts={(random.Next(2) == 0 ? "true" : "false")}");
    }
}
