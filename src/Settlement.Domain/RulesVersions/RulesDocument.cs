namespace Settlement.Domain.RulesVersions;

/// <summary>
/// Rules of one kind as a document: read strictly, so that an unknown, missing or impossible field is an error that names its path.
/// </summary>
/// <param name="kind">The kind of rules in one word, such as <c>filing-rules</c>.</param>
/// <param name="shipped">File of the national rules that are shipped with the program.</param>
public abstract class RulesDocument<TRules>(string kind, string shipped) where TRules : class, IDatedRules<TRules>
{
    private TRules? national;

    public string Kind { get; } = kind;

    /// <summary>全国规则 that hold where an insured place has none of its own.</summary>
    public TRules National => national ??= Read(RulesJson.Shipped(shipped));

    /// <exception cref="FormatException">The message names the path and what is wrong there.</exception>
    public TRules Read(string json)
    {
        var rules = Parse(json);
        return FaultOf(rules) is { } fault ? throw new FormatException(fault) : rules;
    }

    public virtual string Write(TRules rules) => RulesJson.Write(rules);

    /// <summary>What makes no rules, with its path; null for nothing.</summary>
    public string? FaultOf(TRules rules)
    {
        if (rules.Version is not { Length: >= 1 and <= 60 })
            return "$.version: is not 1 to 60 characters";
        if (rules.Source.Length is < 1 or > 500)
            return "$.source: is not 1 to 500 characters";
        if (rules.InForceThrough < rules.InForceFrom)
            return "$.inForceThrough: is before $.inForceFrom";
        return FaultIn(rules);
    }

    protected virtual TRules Parse(string json) => RulesJson.Read<TRules>(json);

    /// <summary>What is wrong with that which only such rules say; null for nothing.</summary>
    protected abstract string? FaultIn(TRules rules);
}
