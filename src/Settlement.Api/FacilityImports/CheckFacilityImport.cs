using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.FacilityImports;

/// <summary>名录导入试算: compares a province's list with the directory and keeps the differences; changes nothing.</summary>
internal sealed class CheckFacilityImport(
    SettlementDbContext db, NpgsqlDataSource source, ReferenceSnapshot reference, NumberedCall numbered, FacilityImportReads imports)
{
    internal async Task<Outcome<FacilityImportAnswer>> RunAsync(
        RegionCode province, string importNo, FacilityListContent list, FacilityImportQuery query, Call call)
    {
        if (province != province.Province)
            return ProblemKind.InvalidRequest.Refuse(province.Value, "/regionCode");
        var number = new CallNumber($"facility-import/{province}", importNo, "importNo", list.HashWith(query));
        if (number.Fault is { } fault)
            return fault;
        if (query.ValidFrom is { } given && !FieldForm.IsDay(given))
            return ProblemKind.InvalidRequest.Refuse($"{given:O}", "/validFrom");
        // Asked once more under the lock: a large list is not compared for a repeat, and no lock is held while it is compared.
        if (await imports.FindAsync(province, importNo, call) is { } earlier)
            return number.IsRepeatOf(earlier)
                ? Outcome<FacilityImportAnswer>.Before(FacilityImportAnswer.From(earlier))
                : ProblemKind.NumberReused.Refuse(importNo);

        if ((await CompareAsync(province, list, query, call)).IsRefused(out var refusal, out var compared))
            return refusal;
        return await numbered.OnceAsync(
            number, () => imports.FindAsync(province, importNo, call), () => KeepAsync(compared.Import(province, number, query, call), compared, call),
            import => Task.FromResult(FacilityImportAnswer.From(import)), call.Cancellation);
    }

    private async Task<Outcome<ComparedList>> CompareAsync(RegionCode province, FacilityListContent list, FacilityImportQuery query, Call call)
    {
        var from = query.ValidFrom ?? call.Today;
        if (from < call.Today)
            return ProblemKind.DateNotPossible.Refuse($"{from:O}", "/validFrom");
        var directory = await FacilityImportStore.ReadAsync(source, province, call.Cancellation);
        var check = new FacilityImportCheck(province, reference, from, call.Today);
        var differences = check.Compare(list.Rows().Take(FacilityListContent.RowsAtMost + 1), directory, query.CompleteList);
        if (check.Rows is < 1 or > FacilityListContent.RowsAtMost)
            return ProblemKind.InvalidRequest.Refuse(
                new($"应为1至{FacilityListContent.RowsAtMost}行", $"Must be 1 to {FacilityListContent.RowsAtMost} rows"), "/facilities");
        if (differences is null)
            return check.Refused();
        return new ComparedList(from, check.Rows, check.Unchanged, directory.State, differences);
    }

    private async Task<Outcome<FacilityImportRecord>> KeepAsync(FacilityImportRecord import, ComparedList compared, Call call)
    {
        db.Add(import);
        await db.SaveChangesAsync(call.Cancellation);
        await FacilityImportStore.AddRowsAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), import, compared.Differences, call.Cancellation);
        return import;
    }

    /// <summary>A list beside the directory of its province.</summary>
    /// <param name="BasedOn">State of the directory.</param>
    private sealed record ComparedList(DateOnly ValidFrom, int Rows, int Unchanged, long BasedOn, IReadOnlyList<ImportedFacility> Differences)
    {
        internal FacilityImportRecord Import(RegionCode province, CallNumber number, FacilityImportQuery query, Call call) => new()
        {
            Province = province,
            ImportNo = number.No,
            RequestHash = number.Hash,
            ValidFrom = ValidFrom,
            CompleteList = query.CompleteList,
            Source = query.Demonstration ? "demonstration" : "provincial",
            RowCount = Rows,
            Added = Count(ImportOutcome.Added),
            Changed = Count(ImportOutcome.Changed),
            Closed = Count(ImportOutcome.Closed),
            Unchanged = Unchanged,
            BasedOn = BasedOn,
            CheckedBy = call.By,
            CheckedAt = call.Now,
        };

        private int Count(ImportOutcome outcome) => Differences.Count(d => d.Outcome == outcome);
    }
}
