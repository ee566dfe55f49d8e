using Settlement.Domain.Filings;
using Settlement.Domain.RulesVersions;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Persistence.Filings;

public static class FilingRulesQueries
{
    /// <summary>Those by which a filing is judged: today's while it waits, those of its decision for ever after.</summary>
    public static FilingRules Of(this RulesBook<FilingRules> rules, FilingRecord filing, DateOnly today) =>
        filing.DecidedAt is null ? rules.On(today) : rules.Named(filing.RulesVersion);
}

internal sealed class FilingRulesMapping() : RulesVersionMapping<FilingRules>("filing_rules");
