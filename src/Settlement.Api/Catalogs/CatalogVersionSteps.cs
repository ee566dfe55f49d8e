using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Lives;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Catalogs;

/// <summary>发布, 撤回, 作废 of a catalogue version. Each names the revision that the caller looked at.</summary>
internal sealed class CatalogVersionSteps(SettlementDbContext db, CatalogVersions versions)
    : Steps<CatalogVersionRecord, CatalogVersionEventRecord, CatalogVersionStep, CatalogVersionAnswer>(db)
{
    /// <summary>Scope of the lock under which the catalogue of a province is written; its number is the province.</summary>
    internal const string Lock = "catalog";

    protected override ProblemKind VersionClash => CatalogProblems.CatalogVersionRevision;

    protected override ProblemKind NotPossible => CatalogProblems.CatalogVersionState;

    protected override string VersionField => "revision";

    /// <summary>By somebody else than whoever uploaded it, from today on or later.</summary>
    internal Task<Outcome<CatalogVersionAnswer>> PublishAsync(
        RegionCode owner, string version, CatalogVersionStepRequest request, Call call) =>
        TakeAsync(owner, version, new(CatalogVersionStep.Publish, Wire.Hash(request), request.Revision), call, async draft =>
        {
            if (SecondPerson.IsMissing(call.By, draft.UploadedBy))
                return ProblemKind.SecondPerson.Refuse();
            if (draft.ValidFrom < call.Today)
                return ProblemKind.DateNotPossible.Refuse(new(
                    $"起始日{draft.ValidFrom:O}已过，发布须自今日起",
                    $"It begins on {draft.ValidFrom:O}, which has passed; it must begin today or later"));

            // A trigger on catalog_entry raises reference_part; ReferenceRefresh of every instance picks it up (docs/decisions/0019).
            await CatalogPublication.PublishAsync(Connection, owner, version, call.Cancellation);
            (draft.PublishedBy, draft.PublishedAt) = (call.By, call.Now);
            draft.PublicationNo = await Db.Database
                .SqlQuery<long>($"""SELECT nextval('catalog_publication_no') AS "Value" """).SingleAsync(call.Cancellation);
            return null;
        });

    /// <summary>One person may do it, whoever published: it brings back what two persons had put in force.</summary>
    internal Task<Outcome<CatalogVersionAnswer>> WithdrawAsync(
        RegionCode owner, string version, WithdrawCatalogVersionRequest request, Call call) =>
        TakeAsync(owner, version, new(CatalogVersionStep.Withdraw, Wire.Hash(request), request.Revision, request.Reason), call, async v =>
        {
            if (v.ValidFrom <= call.Today)
                return CatalogProblems.CatalogVersionBegun.Refuse($"{v.ValidFrom:O}");
            await CatalogPublication.WithdrawAsync(Connection, owner, version, call.Cancellation);
            return null;
        });

    internal Task<Outcome<CatalogVersionAnswer>> DiscardAsync(
        RegionCode owner, string version, CatalogVersionStepRequest request, Call call) =>
        TakeAsync(
            owner, version, new(CatalogVersionStep.Discard, Wire.Hash(request), request.Revision), call,
            _ => Task.FromResult<Refusal?>(null));

    protected override IQueryable<CatalogVersionEventRecord> EventsOf(CatalogVersionRecord record) =>
        Db.CatalogVersionEvents.Where(e => e.Owner == record.Owner && e.CatalogVersion == record.Version);

    protected override (bool IsPossible, string State) Standing(CatalogVersionRecord record, CatalogVersionStep step) =>
        (record.State.After(step) is not null, ExactEnumConverter.Name(record.State));

    protected override Task AdvanceAsync(CatalogVersionRecord record, CatalogVersionStep step, CancellationToken cancellation)
    {
        record.State = record.State.After(step)!.Value;
        return Task.CompletedTask;
    }

    protected override CatalogVersionEventRecord EventOf(
        CatalogVersionRecord record, StepRequest<CatalogVersionStep> step, Call call) =>
        Event(record, step, call);

    /// <summary>The entry of its history for the revision that a version has now.</summary>
    internal static CatalogVersionEventRecord Event(CatalogVersionRecord record, StepRequest<CatalogVersionStep> step, Call call) => new()
    {
        Owner = record.Owner,
        CatalogVersion = record.Version,
        Version = record.Revision,
        Step = step.Step,
        RequestHash = step.Hash,
        Note = step.Note,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override Task<CatalogVersionAnswer> AnswerAsync(CatalogVersionRecord record, Call call) => versions.AnswerAsync(record, call);

    private NpgsqlConnection Connection => (NpgsqlConnection)Db.Database.GetDbConnection();

    private Task<Outcome<CatalogVersionAnswer>> TakeAsync(
        RegionCode owner, string version, StepRequest<CatalogVersionStep> step, Call call,
        Func<CatalogVersionRecord, Task<Refusal?>> change) =>
        TakeAsync(call, version, () => FindAsync(owner, version, call.Cancellation), step, change);

    private async Task<CatalogVersionRecord?> FindAsync(RegionCode owner, string version, CancellationToken cancellation)
    {
        await Db.LockNumbersAsync(Lock, [owner.Value], cancellation);
        return await versions.FindAsync(owner, version, cancellation);
    }
}
