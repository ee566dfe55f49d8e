using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>What became of a number, for ever; and the same for the insured place.</summary>
internal sealed class ReadSettlement(SettlementDbContext db)
{
    internal async Task<Outcome<SettlementAnswer>> RunAsync(FacilityCode facility, string transactionNo, Call call) =>
        await db.FindSettlementAsync(facility, transactionNo, call.Cancellation) is var (record, encounterNo)
            ? await db.AnswerAsync(record, encounterNo, await db.ReversalOfAsync(record, call.Cancellation), call.Cancellation)
            : ProblemKind.NotFound.Refuse(transactionNo);

    internal async Task<Outcome<SettledLinesAnswer>> LinesAsync(FacilityCode facility, string transactionNo, Call call)
    {
        if (await db.FindSettlementAsync(facility, transactionNo, call.Cancellation) is not var (record, _))
            return ProblemKind.NotFound.Refuse(transactionNo);
        var lines = await db.LinesOfAsync(record, call.Cancellation);
        return new SettledLinesAnswer(transactionNo, [.. lines.Select(SettledLineAnswer.From)]);
    }

    internal async Task<Outcome<SettlementAnswer>> RunForRegionAsync(
        RegionCode region, string facilityCode, string transactionNo, Call call) =>
        await FindForRegionAsync(region, facilityCode, transactionNo, call) is var (record, encounterNo)
            ? await db.AnswerAsync(record, encounterNo, await db.ReversalOfAsync(record, call.Cancellation), call.Cancellation)
            : ProblemKind.NotFound.Refuse(transactionNo);

    /// <summary>The settlement where it is of a person insured in the region; the read is recorded.</summary>
    /// <param name="facilityCode">As it was sent.</param>
    internal async Task<(SettlementRecord Record, string EncounterNo)?> FindForRegionAsync(
        RegionCode region, string facilityCode, string transactionNo, Call call)
    {
        if (!FacilityCode.TryParse(facilityCode, out var code)
            || await db.FindSettlementAsync(code, transactionNo, call.Cancellation) is not var (record, encounterNo)
            || record.InsuredRegion != region)
            return null;
        await db.RecordReadsAsync(call, [record.PersonId]);
        return (record, encounterNo);
    }
}

/// <summary>Answers from what is stored.</summary>
internal static class StoredAnswers
{
    /// <param name="reversal">What took it back; null while it stands.</param>
    internal static async Task<SettlementAnswer> AnswerAsync(
        this SettlementDbContext db, SettlementRecord record, string encounterNo, ReversalKey? reversal, CancellationToken cancellation) =>
        SettlementAnswer.From(record, encounterNo, await db.FeeCategoriesAsync(record, cancellation), reversal?.SettlementId);

    /// <summary>
    /// Answers a number that was used before: for the same content the first answer with the reversal that has taken it back since, for
    /// other
    /// content a conflict.
    /// </summary>
    internal static async Task<Outcome<SettlementAnswer>> RepeatAsync(
        this SettlementDbContext db, EarlierTransaction earlier, NumberedRequest numbered, Call call)
    {
        if (!earlier.RequestHash.AsSpan().SequenceEqual(numbered.Hash))
            return ProblemKind.NumberReused.Refuse(numbered.No);
        var (record, encounterNo) = await db.SettlementOfAsync(earlier, call.Cancellation);
        var reversal = await db.ReversalOfAsync(record, call.Cancellation);
        return Outcome<SettlementAnswer>.Before(
            await db.AnswerAsync(record, encounterNo, reversal, call.Cancellation), reversal?.TransactionNo);
    }

    /// <summary>The same on the connection of the session, which found the number used.</summary>
    internal static async Task<Outcome<SettlementAnswer>> RepeatAsync(
        this SettlementSession session, EarlierTransaction earlier, NumberedRequest numbered, Call call)
    {
        await using var db = await session.TablesAsync(call.Cancellation);
        return await db.RepeatAsync(earlier, numbered, call);
    }
}
