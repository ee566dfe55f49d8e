using Settlement.Api.Calls;

namespace Settlement.Api.Catalogs;

/// <summary>Problems with catalogue versions.</summary>
internal static class CatalogProblems
{
    internal static readonly ProblemKind CatalogRowsRefused = new(422, "catalog-rows-refused",
        new("目录版本中有不符合要求的行，整版未受理", "Rows of the catalogue version are at fault; nothing of it was taken"),
        new("修正 rows 所列各行，用同一版本名重新上传", "Correct the rows listed, then upload the version again under the same name"));

    internal static readonly ProblemKind CatalogVersionRevision = new(409, "catalog-version-revision",
        new("该目录版本已被他人办理，所见修订号已过时", "Somebody has gone on with the catalogue version since that revision"),
        new("重新查看该版本与差异，再作决定", "Look at the version and its differences again, then decide"));

    internal static readonly ProblemKind CatalogVersionState = new(409, "catalog-version-state",
        new("目录版本的现状态不能办理此事项", "The state of the catalogue version does not allow this step"),
        new("查询该版本的状态与办理记录", "Read the version and its history"));

    internal static readonly ProblemKind CatalogVersionBegun = new(422, "catalog-version-begun",
        new("该目录版本已生效，不能撤回", "The catalogue version has begun and cannot be withdrawn"),
        new("上传并发布一个新版本", "Upload and publish a new version"));
}
