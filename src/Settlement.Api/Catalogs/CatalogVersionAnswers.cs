using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Catalogs;

namespace Settlement.Api.Catalogs;

/// <summary>How a version stands.</summary>
internal enum CatalogVersionStanding
{
    /// <summary>草稿.</summary>
    Draft,

    /// <summary>已发布: some of its entries are in force, or will be.</summary>
    Published,

    /// <summary>已被取代: later versions have replaced every entry of it.</summary>
    Superseded,

    /// <summary>已撤回.</summary>
    Withdrawn,

    /// <summary>已作废.</summary>
    Discarded,
}

/// <summary>就医地目录版本.</summary>
/// <param name="Revision">Sent with each step: it is about the draft that the caller looked at.</param>
/// <param name="Rows">行数.</param>
/// <param name="PublishedBy">Null until it is published.</param>
/// <param name="History">办理记录, the oldest first.</param>
internal sealed record CatalogVersionAnswer(
    string Version, DateOnly ValidFrom, string Basis, CatalogVersionStanding State, int Revision, int Rows, string UploadedBy,
    DateTimeOffset UploadedAt, string? PublishedBy, DateTimeOffset? PublishedAt, IReadOnlyList<CatalogVersionEventAnswer> History)
{
    internal static CatalogVersionAnswer From(
        CatalogVersionRecord v, bool isSuperseded, IEnumerable<CatalogVersionEventRecord> history) => new(
        v.Version, v.ValidFrom, v.Basis,
        isSuperseded ? CatalogVersionStanding.Superseded : Enum.Parse<CatalogVersionStanding>($"{v.State}"), v.Revision,
        v.RowCount, v.UploadedBy, v.UploadedAt.InChina(), v.PublishedBy, v.PublishedAt?.InChina(),
        [
            .. history.OrderBy(e => e.Version)
                .Select(e => new CatalogVersionEventAnswer(e.Step, e.Version, e.DoneBy, e.DoneAt.InChina(), e.Note)),
        ]);
}

/// <param name="Note">撤回原因; null for every other step.</param>
internal sealed record CatalogVersionEventAnswer(CatalogVersionStep Step, int Revision, string By, DateTimeOffset At, string? Note);

/// <summary>目录差异: what a version changes on its first day.</summary>
/// <param name="Counts">Only on the first page.</param>
/// <param name="Items">In the order of the codes; what stays the same is left out.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record CatalogDifferencePage(CatalogDifferenceCounts? Counts, IReadOnlyList<CatalogDifferenceAnswer> Items, string? Next);

/// <param name="Unchanged">Rows of the version that change nothing.</param>
internal sealed record CatalogDifferenceCounts(int Added, int Removed, int Changed, int Unchanged);

/// <param name="ReplacedOwner">Whose entry would hold without the version; null for an item that is added.</param>
/// <param name="Fields">Terms that change, by their name in a row of a version; prices as <c>priceLimits/tertiary</c>.</param>
internal sealed record CatalogDifferenceAnswer(
    string ItemCode, string Name, CatalogDifferenceKind Kind, string? ReplacedOwner, IReadOnlyList<CatalogFieldDifference> Fields)
{
    internal static CatalogDifferenceAnswer From(CatalogDifference d) => new(
        d.ItemCode, (d.After ?? d.Before)!.Name, d.Kind, d.Before?.Owner.Value, d.Fields);
}

/// <summary>对已结算费用的影响: the province's last settlements, computed again with the entries of the version.</summary>
/// <param name="Settlements">Settlements that were looked at: the last ones that nobody has reversed.</param>
/// <param name="Affected">Those of them whose lines are split otherwise.</param>
/// <param name="WouldBeRefused">Those that could not be settled, since an item has no entry; their amounts count as unchanged.</param>
/// <param name="NotComputable">Those that cannot be computed again; they count for nothing.</param>
/// <param name="TouchedLines">Lines of items that the version changes.</param>
/// <param name="ChangedLines">Those of them that are split otherwise.</param>
/// <param name="InScope">符合政策范围: the change in yuan, after less before; so are the others.</param>
/// <param name="MostAffected">At most twenty, by the change for the person.</param>
internal sealed record CatalogEffectAnswer(
    int Settlements, int Affected, int WouldBeRefused, int NotComputable, int TouchedLines, int ChangedLines, Money InScope,
    Money FundTotal, Money Personal, IReadOnlyList<SettlementEffectAnswer> MostAffected)
{
    private const int MostShown = 20;

    internal static CatalogEffectAnswer From(CatalogEffects effects)
    {
        var touched = effects.Effects.Where(e => e.Effect.TouchedLines > 0).ToList();
        var changed = touched.Where(e => e.Effect.ChangedLines > 0).ToList();
        return new(
            effects.Looked, changed.Count(e => !e.Effect.IsRefused), changed.Count(e => e.Effect.IsRefused), effects.NotComputable,
            touched.Sum(e => e.Effect.TouchedLines), touched.Sum(e => e.Effect.ChangedLines),
            Sum(e => e.InScope), Sum(e => e.Fund), Sum(e => e.Personal),
            [
                .. changed.OrderByDescending(e => e.Effect.IsRefused).ThenByDescending(e => Math.Abs(e.Effect.Personal.Fen))
                    .ThenBy(e => e.Settlement.SettlementId.Value).Take(MostShown).Select(SettlementEffectAnswer.From),
            ]);

        Money Sum(Func<CatalogEffect, Money> amount) => new(touched.Sum(e => amount(e.Effect).Fen));
    }
}

/// <param name="IsRefused">Whether it could not be settled.</param>
/// <param name="InScope">The change; so are the others.</param>
internal sealed record SettlementEffectAnswer(
    Guid SettlementId, string FacilityCode, DateOnly EndedOn, int ChangedLines, bool IsRefused, Money InScope, Money FundTotal,
    Money Personal)
{
    internal static SettlementEffectAnswer From(SettlementEffect e) => new(
        e.Settlement.SettlementId.Value, e.Settlement.FacilityCode.Value, e.Settlement.EndedOn, e.Effect.ChangedLines, e.Effect.IsRefused,
        e.Effect.InScope, e.Effect.Fund, e.Effect.Personal);
}
