using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <param name="ValidFrom">First day on which it is in force; decided at publication, whatever the document says.</param>
/// <param name="ValidThrough">Last day; null for no end. A version that was published later may have moved it.</param>
/// <param name="Document">The policy as the insured place published it; the unit stands in each key.</param>
internal sealed record PolicyAnswer(
    string PolicyVersion, DateOnly ValidFrom, DateOnly? ValidThrough, DateTimeOffset PublishedAt, JsonElement Document)
{
    internal static PolicyAnswer From(PolicyVersionRecord p) => new(
        p.PolicyVersion, p.ValidFrom, p.ValidThrough, p.PublishedAt!.Value.InChina(), JsonDocument.Parse(p.Document).RootElement);
}

/// <summary>政策版本.</summary>
/// <param name="ValidFrom">First day on which it is or would be in force.</param>
/// <param name="ValidThrough">Last day; null for no end. Another version that was published later may have moved it.</param>
/// <param name="Revision">Rises with every step.</param>
/// <param name="DraftedBy">The last who wrote it.</param>
/// <param name="PublishedBy">Null for a draft.</param>
internal sealed record PolicyVersionItem(
    string Version, InsuranceScheme Scheme, PolicyState State, DateOnly ValidFrom, DateOnly? ValidThrough, int Revision,
    string DraftedBy, DateTimeOffset DraftedAt, string? PublishedBy, DateTimeOffset? PublishedAt)
{
    internal static PolicyVersionItem From(PolicyVersionRecord p) => new(
        p.PolicyVersion, p.Scheme, p.State, p.ValidFrom, p.ValidThrough, p.Revision, p.DraftedBy, p.RecordedAt.InChina(),
        p.PublishedBy, p.PublishedAt?.InChina());
}

/// <summary>政策版本 with its document and history.</summary>
/// <param name="History">Every step, the first first; empty for a version that came with demonstration data.</param>
/// <param name="Changes">What its publication did to other versions.</param>
internal sealed record PolicyVersionAnswer(
    PolicyVersionItem Version, IReadOnlyList<PolicyStepAnswer> History, IReadOnlyList<PolicyChangeAnswer> Changes, JsonElement Document);

/// <param name="Revision">Revision that the step led to.</param>
/// <param name="Acknowledged">Warnings that the publisher knew of.</param>
internal sealed record PolicyStepAnswer(
    int Revision, PolicyStep Step, string DoneBy, DateTimeOffset DoneAt, string? Note, IReadOnlyList<string> Acknowledged);

/// <summary>What a publication did, or would do, to another version.</summary>
/// <param name="ThroughBefore">Its last day before; null for no end.</param>
/// <param name="ThroughAfter">Its last day after; null where it is superseded whole.</param>
internal sealed record PolicyChangeAnswer(string Version, bool Superseded, DateOnly? ThroughBefore, DateOnly? ThroughAfter)
{
    /// <param name="validFrom">First day of the version that was published.</param>
    internal static PolicyChangeAnswer From(PolicyVersionChangeRecord change, DateOnly validFrom) => new(
        change.ChangedVersion, change.Superseded, change.ValidThroughBefore, change.Superseded ? null : validFrom.AddDays(-1));

    internal static PolicyChangeAnswer From(VersionChange change) =>
        new(change.Version, change.After is null, change.Before.Last, change.After?.Last);
}

/// <summary>校验: what a publication from a day on would find and do.</summary>
/// <param name="From">First day.</param>
/// <param name="MayBegin">Whether a version may begin on that day.</param>
/// <param name="Findings">Gaps and overlaps block the publication, warnings are acknowledged by the publisher.</param>
internal sealed record PolicyProofAnswer(
    string Version, int Revision, DateOnly From, DateOnly? Through, bool MayBegin, IReadOnlyList<PolicyFindingAnswer> Findings,
    IReadOnlyList<PolicyChangeAnswer> Changes);

/// <summary>两个版本逐项比较.</summary>
/// <param name="With">The version that it is compared with.</param>
/// <param name="Differences">In the order of the document.</param>
internal sealed record PolicyComparisonAnswer(string Version, int Revision, string With, IReadOnlyList<PolicyDifference> Differences);
