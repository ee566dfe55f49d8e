using Settlement.Domain.RulesVersions;

namespace Settlement.Domain.Filings;

/// <summary>备案规则 as a document.</summary>
public sealed class FilingRulesDocument() : RulesDocument<FilingRules>("filing-rules", "national-filing-rules.json")
{
    private const int MostMonths = 120;
    private const int MostDaysBack = 3660;

    protected override string? FaultIn(FilingRules rules)
    {
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
