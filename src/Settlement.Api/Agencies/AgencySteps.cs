using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Agencies;
using Settlement.Persistence;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Agencies;

/// <summary>登记、变更、撤销 of an agency. It has no states: each step is possible at any time, and names the version that was looked at.</summary>
internal sealed class AgencySteps(SettlementDbContext db, NumberedCall numbered, AgencyWriting writing)
    : Steps<AgencyRecord, AgencyEventRecord, AgencyStep, AgencyAnswer>(db)
{
    /// <summary>Scope of the lock under which an agency is written; its number is region and code.</summary>
    internal const string Lock = "agency";

    protected override ProblemKind VersionClash => AgencyProblems.AgencyVersion;

    protected override ProblemKind NotPossible => AgencyProblems.AgencyNotPossible;

    internal Task<Outcome<AgencyAnswer>> RecordAsync(RegionCode region, string code, AgencyContent content, Call call)
    {
        CallNumber number = new($"{Lock}/{region}", code, "agencyCode", Wire.Hash(content));
        return numbered.OnceAsync(
            number, () => FirstStepAsync(region, code, call), () => RecordedAsync(region, code, content, number.Hash, call),
            async first => AgencyAnswer.From((await Db.Agencies.FindAsync([first.Region, first.AgencyCode], call.Cancellation))!),
            call.Cancellation);
    }

    internal async Task<Outcome<AgencyAnswer>> ChangeAsync(RegionCode region, string code, ChangeAgencyRequest request, Call call)
    {
        NamedAgencies named = new([]);
        return await TakeAsync(
            call, code,
            async () =>
            {
                await Db.LockNumbersAsync(Lock, [$"{region}/{code}"], call.Cancellation);
                named = await NamedAsync([(region, code), .. request.Agency.Parents()], call);
                return named.Find(region, code);
            },
            new(AgencyStep.Change, Wire.Hash(request), request.Version),
            agency => Task.FromResult(writing.Change(agency, request.Agency, named)));
    }

    internal Task<Outcome<AgencyAnswer>> CloseAsync(RegionCode region, string code, CloseAgencyRequest request, Call call) => TakeAsync(
        call, code,
        async () =>
        {
            await Db.LockNumbersAsync(Lock, [$"{region}/{code}"], call.Cancellation);
            return await Db.Agencies.SingleOrDefaultAsync(a => a.Region == region && a.AgencyCode == code, call.Cancellation);
        },
        new(AgencyStep.Close, Wire.Hash(request), request.Version),
        agency =>
        {
            if (request.LastDay < agency.ValidFrom || request.LastDay < call.Today.AddDays(-1) || agency.ValidThrough < request.LastDay)
                return Task.FromResult<Refusal?>(ProblemKind.DateNotPossible.Refuse($"{request.LastDay:O}", "/lastDay"));
            agency.ValidThrough = request.LastDay;
            return Task.FromResult<Refusal?>(null);
        });

    /// <summary>Agencies with these codes, tracked.</summary>
    internal async Task<NamedAgencies> NamedAsync(IEnumerable<(RegionCode Region, string Code)> named, Call call)
    {
        var keys = named.Distinct().ToList();
        var regions = keys.Select(k => k.Region.Value).ToArray();
        var codes = keys.Select(k => k.Code).ToArray();
        return new(await Db.Agencies.FromSql(
            $"SELECT a.* FROM agency a JOIN unnest({regions}, {codes}) AS named (region, agency_code) USING (region, agency_code)")
            .ToListAsync(call.Cancellation));
    }

    /// <summary>Records an agency or puts other content into one, as one of many in an upload; saved by the caller.</summary>
    internal Refusal? Put(RegionCode region, AgencyRow row, NamedAgencies named, Call call)
    {
        var content = row.ToContent();
        if (named.Find(region, row.AgencyCode) is not { } agency)
            return row.Version is null
                ? Add(region, row.AgencyCode, content, Wire.Hash(content), named, call).Refusal
                : ProblemKind.NotFound.Refuse(row.AgencyCode, "/agencyCode");
        if (row.Version is not { } version)
            return ProblemKind.NumberReused.Refuse(row.AgencyCode, "/agencyCode");
        if (version != agency.Version)
            return AgencyProblems.AgencyVersion.Refuse($"{agency.AgencyCode}, {agency.Version}", "/version");
        if (writing.Change(agency, content, named) is { } fault)
            return fault;
        agency.Version++;
        Db.Add(EventOf(agency, new(AgencyStep.Change, Wire.Hash(new ChangeAgencyRequest(content, version))), call));
        return null;
    }

    protected override IQueryable<AgencyEventRecord> EventsOf(AgencyRecord record) =>
        Db.AgencyEvents.Where(e => e.Region == record.Region && e.AgencyCode == record.AgencyCode);

    protected override (bool IsPossible, string State) Standing(AgencyRecord record, AgencyStep step) => (true, "");

    protected override Task AdvanceAsync(AgencyRecord record, AgencyStep step, CancellationToken cancellation) => Task.CompletedTask;

    protected override AgencyEventRecord EventOf(AgencyRecord record, StepRequest<AgencyStep> step, Call call) => new()
    {
        Region = record.Region,
        AgencyCode = record.AgencyCode,
        Version = record.Version,
        Step = step.Step,
        Content = JsonSerializer.Serialize(AgencyAnswer.From(record), Wire.Json),
        RequestHash = step.Hash,
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override Task<AgencyAnswer> AnswerAsync(AgencyRecord record, Call call) => Task.FromResult(AgencyAnswer.From(record));

    /// <summary>The step that recorded an agency; an agency that came with the demonstration has none.</summary>
    private Task<AgencyEventRecord?> FirstStepAsync(RegionCode region, string code, Call call) => Db.AgencyEvents.AsNoTracking()
        .Where(e => e.Region == region && e.AgencyCode == code && e.Version == 1 && e.Step == AgencyStep.Record)
        .SingleOrDefaultAsync(call.Cancellation);

    private async Task<Outcome<AgencyEventRecord>> RecordedAsync(
        RegionCode region, string code, AgencyContent content, byte[] hash, Call call)
    {
        var named = await NamedAsync([(region, code), .. content.Parents()], call);
        return named.Find(region, code) is null
            ? Add(region, code, content, hash, named, call)
            : ProblemKind.NumberReused.Refuse(code);
    }

    private Outcome<AgencyEventRecord> Add(
        RegionCode region, string code, AgencyContent content, byte[] hash, NamedAgencies named, Call call)
    {
        if (writing.New(region, code, content, named).IsRefused(out var refusal, out var agency))
            return refusal;
        agency.Version++;
        Db.Add(agency);
        var first = EventOf(agency, new(AgencyStep.Record, hash), call);
        Db.Add(first);
        return first;
    }
}
