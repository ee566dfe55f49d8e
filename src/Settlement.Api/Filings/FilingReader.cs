using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.Filings;

/// <summary>备案 as they are found and answered.</summary>
internal sealed class FilingReader(SettlementDbContext db)
{
    internal async Task<Outcome<FilingAnswer>> ReadAsync(RegionCode insured, string filingNo, Call call) =>
        await FindRecordedAsync(insured, filingNo, call) is { } filing
            ? await AnswerAsync(filing, call)
            : ProblemKind.NotFound.Refuse(filingNo);

    internal async Task<Outcome<FilingHistory>> HistoryAsync(RegionCode insured, string filingNo, Call call)
    {
        if (await FindRecordedAsync(insured, filingNo, call) is not { } filing)
            return ProblemKind.NotFound.Refuse(filingNo);
        var steps = await db.FilingEvents.AsNoTracking()
            .Where(e => e.PersonId == filing.PersonId && e.FilingId == filing.FilingId).OrderBy(e => e.Version)
            .ToListAsync(call.Cancellation);
        return new FilingHistory(filingNo, [.. steps.Select(FilingEventAnswer.From)]);
    }

    /// <summary>A filing that is shown, so the look at its person is recorded; null where there is none of that number.</summary>
    internal async Task<FilingRecord?> FindRecordedAsync(RegionCode insured, string filingNo, Call call)
    {
        var filing = await db.FindFilingAsync(insured, filingNo, call.Cancellation);
        if (filing is not null)
            await db.RecordReadsAsync(call, [filing.PersonId]);
        return filing;
    }

    internal async Task<FilingAnswer> AnswerAsync(FilingRecord filing, Call call) => FilingAnswer.From(
        filing, await db.PersonNoOfAsync(filing, call.Cancellation),
        await db.RulesOfAsync<FilingRules>(filing.InsuredRegion, call.Cancellation), call.Today);
}
