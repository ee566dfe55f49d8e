using static Settlement.Persistence.ReferenceData.Column;

namespace Settlement.Persistence.ReferenceData;

/// <summary>Administrative regions, and the lists whose rows lie in one.</summary>
internal static class Regions
{
    private const string SixDigits = "[0-9]{6}";

    internal static readonly Dataset Region = new("region",
        Code("code", SixDigits), Text("name"), Small("level"), Code("parent_code", SixDigits).Optional(),
        OneOf("kind", "admin", "placeholder", "stat_only"), Code("status", "current|abolished_[0-9]{4}_[0-9]{4}"))
    {
        Complete = files =>
        {
            var levels = Levels(files);
            return row => CheckedParent(row, levels);
        },
    };

    internal static readonly Dataset PoolingRegion = new("pooling_region",
        Code("code", SixDigits), Text("name"), Code("province_code", SixDigits),
        OneOf("kind", "prefecture", "municipality", "province_administered_county", "provincial_direct", "corps"),
        Flag("official"))
    {
        AlsoReads = ["region"],
        Complete = files =>
        {
            var levels = Levels(files);
            return row => CheckedPoolingRegion(row, levels);
        },
    };

    internal static readonly Dataset PublicHospital = new("public_hospital",
        Code("list_no", "SRC[0-9]{5}"), Text("name"), Text("province"), Text("city"), Code("city_code", SixDigits).Optional(),
        Text("county").Optional(), Code("county_code", SixDigits).Optional(), Text("type_inferred"), Text("level").Optional())
    {
        AlsoReads = ["region"],
        AddedColumns = ["province_code"],
        Complete = files =>
        {
            var levels = Levels(files);
            var provinces = files.Rows(Region).Where(row => row["level"] == "1").ToDictionary(row => row["name"], row => row["code"]);
            return row => [ProvinceOf(row, provinces, levels)];
        },
    };

    private static Dictionary<string, string> Levels(ReferenceFiles files)
    {
        var levels = new Dictionary<string, string>();
        foreach (var row in files.Rows(Region))
            levels.TryAdd(row["code"], row["level"]); // a second row of a code is refused where the rows are read
        return levels;
    }

    private static object?[] CheckedParent(FileRow row, Dictionary<string, string> levels)
    {
        var (code, level, parent) = (row["code"], row["level"], row["parent_code"]);
        var expected = level switch { "1" => null, "2" => "1", "3" => "2", _ => throw row.Error($"level {level} is not 1, 2 or 3") };
        if (levels.GetValueOrDefault(parent) != expected || (level == "1") != (parent.Length == 0))
            throw row.Error($"{code} of level {level} has no parent '{parent}' of the level above");
        return level == "1" || parent[..2] == code[..2]
            ? []
            : throw row.Error($"{code} and its parent {parent} lie in different provinces");
    }

    private static object?[] CheckedPoolingRegion(FileRow row, Dictionary<string, string> levels)
    {
        if (levels.GetValueOrDefault(row["province_code"]) != "1")
            throw row.Error($"{row["province_code"]} is no province");
        return row["official"] == "0" || levels.ContainsKey(row["code"])
            ? []
            : throw row.Error($"{row["code"]} is called official and is no region");
    }

    private static string ProvinceOf(FileRow row, Dictionary<string, string> provinces, Dictionary<string, string> levels)
    {
        if (!provinces.TryGetValue(row["province"], out var province))
            throw row.Error($"{row["province"]} is no province");
        foreach (var column in new[] { "city_code", "county_code" })
            if (row[column] is { Length: > 0 } code && (!levels.ContainsKey(code) || code[..2] != province[..2]))
                throw row.Error($"{column} {code} is no region of {row["province"]}");
        return province;
    }
}
