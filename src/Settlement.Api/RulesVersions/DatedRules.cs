using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.RulesVersions;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.RulesVersions;

/// <summary>Rules of one kind of the insured places, dated: they are read by day, and published one version after another.</summary>
internal sealed class DatedRules<TRules>(SettlementDbContext db) where TRules : class, IDatedRules<TRules>
{
    /// <param name="on">The day; null for today in China.</param>
    internal async Task<Outcome<TRules>> ReadAsync(string regionCode, DateOnly? on, Call call) =>
        RegionCode.TryParse(regionCode, out var region)
            ? (await db.RulesOfAsync<TRules>(region, call.Cancellation)).On(on ?? call.Today)
            : ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");

    /// <summary>Publishes a version. It ends the one before it where that is open; what has begun is never changed.</summary>
    /// <remarks>
    /// The lock is on the place and not on the version, since a version also ends another one. A repeat is known by the rules themselves,
    /// which the document keeps, rather than by the hash of a request.
    /// </remarks>
    internal async Task<Outcome<TRules>> PublishAsync(RegionCode insured, string version, TRules rules, Call call)
    {
        if (FaultOf(insured, version, rules) is { } fault)
            return fault;
        await using var transaction = await db.LockNumberAsync(TRules.Document.Kind, insured.Value, call.Cancellation);
        var records = await db.Set<RulesVersionRecord<TRules>>().Where(r => r.InsuredRegion == insured).ToListAsync(call.Cancellation);
        if (records.Find(r => r.RulesVersion == version) is { } there)
            return TRules.Document.Write(TRules.Document.Read(there.Document)) == TRules.Document.Write(rules)
                ? Outcome<TRules>.Before(there.ToRules())
                : ProblemKind.NumberReused.Refuse(version);

        var book = new RulesBook<TRules>([.. records.Select(r => r.ToRules())]);
        if (!book.MayBeginOn(rules.InForceFrom, call.Today))
            return ProblemKind.DateNotPossible.Refuse(
                new("须自今日起，且晚于已发布的各版本", "It begins today or later, and after every version there is"), "/inForceFrom");
        if (book.CutShortBy(rules.InForceFrom) is { } lastDay)
            records.MaxBy(r => r.ValidFrom)!.ValidThrough = lastDay;
        await db.SaveChangesAsync(call.Cancellation); // before the new one, since both may hold its days
        db.Add(NewRecord(insured, rules, call));
        await db.SaveChangesAsync(call.Cancellation);
        await transaction.CommitAsync(call.Cancellation);
        return rules;
    }

    private static Refusal? FaultOf(RegionCode insured, string version, TRules rules)
    {
        if (rules.Version != version || rules.InsuredRegion != insured)
            return ProblemKind.InvalidRequest.Refuse(
                $"{rules.Version}, {rules.InsuredRegion?.Value}", rules.Version != version ? "/version" : "/insuredRegion");
        return TRules.Document.FaultOf(rules) is { } fault ? ProblemKind.InvalidRequest.Refuse(fault) : null;
    }

    private static RulesVersionRecord<TRules> NewRecord(RegionCode insured, TRules rules, Call call) => new()
    {
        InsuredRegion = insured,
        RulesVersion = rules.Version,
        ValidFrom = rules.InForceFrom,
        ValidThrough = rules.InForceThrough,
        Document = TRules.Document.Write(rules),
        RecordedBy = call.By,
        RecordedAt = call.Now,
    };
}
