using Settlement.Domain.Lives;

namespace Settlement.Domain.Catalogs;

/// <summary>目录版本状态.</summary>
public enum CatalogVersionState
{
    /// <summary>草稿: nothing of it counts; it may be replaced under its name.</summary>
    Draft,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>已撤回: published, and taken back before it began.</summary>
    Withdrawn,

    /// <summary>已作废: a draft that was given up.</summary>
    Discarded,
}

/// <summary>What was done with a version.</summary>
public enum CatalogVersionStep
{
    /// <summary>上传.</summary>
    Upload,

    /// <summary>发布.</summary>
    Publish,

    /// <summary>撤回.</summary>
    Withdraw,

    /// <summary>作废.</summary>
    Discard,
}

/// <summary>The life of a catalogue version (R-PRI-01).</summary>
public static class CatalogVersionLife
{
    private static readonly Life<CatalogVersionState, CatalogVersionStep> Table = new(
        (CatalogVersionState.Draft, CatalogVersionStep.Upload, CatalogVersionState.Draft),
        (CatalogVersionState.Draft, CatalogVersionStep.Publish, CatalogVersionState.Published),
        (CatalogVersionState.Draft, CatalogVersionStep.Discard, CatalogVersionState.Discarded),
        (CatalogVersionState.Discarded, CatalogVersionStep.Upload, CatalogVersionState.Draft),
        (CatalogVersionState.Published, CatalogVersionStep.Withdraw, CatalogVersionState.Withdrawn));

    /// <summary>The state after a step; null where the step is not possible.</summary>
    public static CatalogVersionState? After(this CatalogVersionState state, CatalogVersionStep step) => Table.After(state, step);
}
