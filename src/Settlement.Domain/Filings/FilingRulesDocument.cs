using Settlement.Domain.RulesVersions;

namespace Settlement.Domain.Filings;

/// <summary>Reads 备案规则: strictly, so that an unknown, missing or impossible field is an error that names its path.</summary>
public static class FilingRulesDocument
{
    private const int MostMonths = 120;
    private const int MostDaysBack = 3660;

    /// <summary>全国规则 that holds where an insured place has none of its own.</summary>
    public static FilingRules National { get; } = Read(RulesJson.Shipped("national-filing-rules.json"));

    /// <exception cref="FormatException">The message names the path and what is wrong there.</exception>
    public static FilingRules Read(string json)
    {
        var rules = RulesJson.Read<FilingRules>(json);
        return FaultOf(rules) is { } fault ? throw new FormatException(fault) : rules;
    }

    public static string Write(FilingRules rules) => RulesJson.Write(rules);

    /// <summary>What makes no rules, with its path; null for nothing.</summary>
    public static string? FaultOf(FilingRules rules)
    {
        if (rules.Version is not { Length: >= 1 and <= 60 })
            return "$.version: is not 1 to 60 characters";
        if (rules.Source.Length is < 1 or > 500)
            return "$.source: is not 1 to 500 characters";
        if (rules.InForceThrough < rules.InForceFrom)
            return "$.inForceThrough: is before $.inForceFrom";
        if (rules.LongTermAtOnce < 1 || rules.TemporaryAtOnce < 1)
            return "$.longTermAtOnce, $.temporaryAtOnce: at least one filing, or null for any number";
        if (rules.DecisionWorkingDays is < 0 or > 60)
            return "$.decisionWorkingDays: is not between 0 and 60";
        foreach (var type in Enum.GetValues<FilingType>())
            if (rules.Types.Count(t => t.Type == type) != 1)
                return $"$.types: says not exactly once what holds for {ExactEnumConverter.Name(type)}";
        for (var i = 0; i < rules.Types.Count; i++)
            if (FaultOf(rules.Types[i]) is { } fault)
                return $"$.types[{i}].{fault}";
        return null;
    }

    private static string? FaultOf(FilingTypeRules rules)
    {
        if (rules.Type.IsLongTerm() != rules.LeastMonths is null)
            return "leastMonths: is null for long-term filings, and only for them";
        if (rules.LeastMonths is < 1 or > MostMonths || rules.MostMonths is < 1 or > MostMonths || rules.MostMonths < rules.LeastMonths)
            return $"leastMonths, mostMonths: are not between 1 and {MostMonths}, the least first";
        if (rules.Type.IsLongTerm() && rules.MostMonths is not null)
            return "mostMonths: a long-term filing has no end";
        if (rules.MonthsBeforeChange is < 0 or > MostMonths)
            return $"monthsBeforeChange: is not between 0 and {MostMonths}";
        if (rules.DaysBack is < 0 or > MostDaysBack)
            return $"daysBack: is not between 0 and {MostDaysBack}";
        return rules.Documents.Any(d => d.AnyOf.Count == 0) ? "documents: a requirement names no document" : null;
    }
}
