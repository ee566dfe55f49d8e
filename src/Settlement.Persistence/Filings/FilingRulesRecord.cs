using Settlement.Domain.Filings;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Persistence.Filings;

/// <summary>备案规则 of an insured place as <see cref="FilingRulesDocument"/> reads them.</summary>
public sealed class FilingRulesRecord : RulesVersionRecord;

internal sealed class FilingRulesMapping() : RulesVersionMapping<FilingRulesRecord>("filing_rules");
