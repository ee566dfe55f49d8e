using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.FacilityImports;

/// <summary>名录导入: a province's list is checked, looked at, and applied as it was shown or not at all.</summary>
internal static class FacilityImportEndpoints
{
    /// <summary>Under which everybody who changes a province's directory takes turns.</summary>
    internal const string TurnScope = "facilities";

    internal static void MapFacilityImports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/regions/{regionCode}/public-hospital-list", PublicHospitalList).WithName("ReadPublicHospitalList")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithTags("Facilities 定点医药机构").Produces<string>(200, "text/csv")
            .WithSummary("公立医院示范名录 · Real public hospitals of a province under invented codes, as a list to be imported for demonstration");
        var imports = routes.MapGroup("/regions/{regionCode}/facility-imports/{importNo}").WithTags("Facilities 定点医药机构");
        imports.MapPut("/", Check).WithName("CheckFacilityImport").Accepts<FacilityList>("application/json", "text/csv")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Administrator)
            .WithSummary("名录导入试算 · Compares a province's list, JSON or CSV, with the directory and keeps the differences; changes nothing; may be sent again")
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        imports.MapPost("/application", Apply).WithName("ApplyFacilityImport").ProducesProblem(404).ProducesProblem(409)
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithSummary("名录导入生效 · Carries out the differences that were shown, all of them or none; may be sent again");
        imports.MapGet("/", Read).WithName("ReadFacilityImport").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("名录导入查询 · What a list adds, changes and closes, and who applied it when");
        imports.MapGet("/rows", ListRows).WithName("ListFacilityImportRows").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("名录导入差异 · The differences facility by facility and field by field, page by page");
    }

    private static async Task<ContentHttpResult> PublicHospitalList(string regionCode, NpgsqlDataSource source, CancellationToken cancellation) =>
        TypedResults.Text(await PublicHospitals.CsvAsync(source, RegionCode.Parse(regionCode).Province, cancellation), "text/csv", Encoding.UTF8);

    /// <param name="regionCode">The province.</param>
    /// <param name="validFrom">First day on which what the list closes is closed; today in China where left out, never earlier.</param>
    /// <param name="completeList">Whether facilities of the province that the list lacks are closed.</param>
    /// <param name="demonstration">Whether the facilities do not exist or are not designated.</param>
    private static async Task<Results<Ok<FacilityImportAnswer>, ProblemHttpResult>> Check(
        string regionCode, string importNo, FacilityImportRequest request, HttpContext context, SettlementDbContext db, NpgsqlDataSource source,
        ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation,
        DateOnly? validFrom = null, bool completeList = false, bool demonstration = false)
    {
        var province = RegionCode.Parse(regionCode);
        if (province != province.Province)
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        if (!FieldForm.IsNumber(importNo))
            return ProblemKind.InvalidRequest.ToResult(importNo, "/importNo");
        if (validFrom is { } given && !FieldForm.IsDay(given))
            return ProblemKind.InvalidRequest.ToResult($"{given:O}", "/validFrom");
        var hash = request.HashWith(validFrom, completeList, demonstration);
        if (await db.FindImportAsync(province, importNo, cancellation) is { } earlier)
            return Again(earlier, hash, context);
        var from = validFrom ?? clock.Today();
        if (from < clock.Today())
            return ProblemKind.DateNotPossible.ToResult($"{from:O}", "/validFrom");

        var directory = await FacilityImportStore.ReadAsync(source, province, cancellation);
        var check = new FacilityImportCheck(province, reference, from, clock.Today());
        var differences = check.Compare(request.Rows().Take(FacilityImportRequest.RowsAtMost + 1), directory, completeList);
        if (check.Rows is < 1 or > FacilityImportRequest.RowsAtMost)
            return ProblemKind.InvalidRequest.ToResult(
                new Text($"应为1至{FacilityImportRequest.RowsAtMost}行", $"Must be 1 to {FacilityImportRequest.RowsAtMost} rows").ToString(), "/facilities");
        if (differences is null)
            return check.Refused();

        await using var transaction = await db.LockNumberAsync($"facility-import/{province}", importNo, cancellation);
        if (await db.FindImportAsync(province, importNo, cancellation) is { } other)
            return Again(other, hash, context);
        var import = new FacilityImportRecord
        {
            Province = province,
            ImportNo = importNo,
            RequestHash = hash,
            ValidFrom = from,
            CompleteList = completeList,
            Source = demonstration ? "demonstration" : "provincial",
            RowCount = check.Rows,
            Added = differences.Count(d => d.Outcome == ImportOutcome.Added),
            Changed = differences.Count(d => d.Outcome == ImportOutcome.Changed),
            Closed = differences.Count(d => d.Outcome == ImportOutcome.Closed),
            Unchanged = check.Unchanged,
            BasedOn = directory.State,
            CheckedBy = context.Caller().Subject,
            CheckedAt = clock.Now(),
        };
        db.Add(import);
        await db.SaveChangesAsync(cancellation);
        await FacilityImportStore.AddRowsAsync((NpgsqlConnection)db.Database.GetDbConnection(), import, differences, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(FacilityImportAnswer.From(import));
    }

    private static async Task<Results<Ok<FacilityImportAnswer>, ProblemHttpResult>> Apply(
        string regionCode, string importNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var province = RegionCode.Parse(regionCode);
        await using var turn = await db.LockNumberAsync(TurnScope, province.Province.Value, cancellation);
        if (await db.FacilityImports.SingleOrDefaultAsync(i => i.Province == province && i.ImportNo == importNo, cancellation) is not { } import)
            return ProblemKind.NotFound.ToResult(importNo);
        if (import.AppliedAt is not null)
        {
            context.MarkReplayed();
            return TypedResults.Ok(FacilityImportAnswer.From(import));
        }
        var state = await FacilityImportStore.StateAsync((NpgsqlConnection)db.Database.GetDbConnection(), province, cancellation);
        // Another day: what was checked to end tomorrow may have ended in the past by now, under encounters begun since.
        if (state != import.BasedOn || import.CheckedAt.DayInChina() != clock.Today() || import.ValidFrom < clock.Today())
            return FacilityImportProblems.FacilityImportOutdated.ToResult(importNo);

        await db.ApplyAsync(import, context.Caller().Subject, clock.Now(), cancellation);
        await turn.CommitAsync(cancellation);
        return TypedResults.Ok(FacilityImportAnswer.From(import));
    }

    private static async Task<Results<Ok<FacilityImportAnswer>, ProblemHttpResult>> Read(
        string regionCode, string importNo, SettlementDbContext db, CancellationToken cancellation) =>
        await db.FindImportAsync(RegionCode.Parse(regionCode), importNo, cancellation) is { } import
            ? TypedResults.Ok(FacilityImportAnswer.From(import))
            : ProblemKind.NotFound.ToResult(importNo);

    /// <param name="outcome">Only what is added, changed or closed.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<FacilityImportRowPage>, ProblemHttpResult>> ListRows(
        string regionCode, string importNo, SettlementDbContext db, CancellationToken cancellation,
        Word<ImportOutcome>? outcome = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (after is not null && !FacilityCode.TryParse(after, out _))
            return ProblemKind.InvalidRequest.ToResult(after, "/after");
        var province = RegionCode.Parse(regionCode);
        if (await db.FindImportAsync(province, importNo, cancellation) is null)
            return ProblemKind.NotFound.ToResult(importNo);
        var query = db.FacilityImportRows.AsNoTracking().Where(r => r.Province == province && r.ImportNo == importNo);
        if (outcome is { Value: var wanted })
            query = query.Where(r => r.Outcome == wanted);
        if (after is not null)
            query = query.Where(r => string.Compare((string)(object)r.FacilityCode, after) > 0);
        var rows = await query.OrderBy(r => r.FacilityCode).Take(limit + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new FacilityImportRowPage(
            [.. rows.Take(limit).Select(FacilityImportRowAnswer.From)], rows.Count > limit ? rows[limit - 1].FacilityCode.Value : null));
    }

    private static Results<Ok<FacilityImportAnswer>, ProblemHttpResult> Again(FacilityImportRecord earlier, byte[] hash, HttpContext context)
    {
        if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
            return ProblemKind.NumberReused.ToResult(earlier.ImportNo);
        context.MarkReplayed();
        return TypedResults.Ok(FacilityImportAnswer.From(earlier));
    }

    private static Task<FacilityImportRecord?> FindImportAsync(
        this SettlementDbContext db, RegionCode province, string importNo, CancellationToken cancellation) =>
        db.FacilityImports.AsNoTracking().SingleOrDefaultAsync(i => i.Province == province && i.ImportNo == importNo, cancellation);
}
