using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Notices;

namespace Settlement.Api.Filings;

/// <summary>What makes an application a filing: every document, a place among the person's filings, and the end of the one that it replaces.</summary>
internal sealed class FilingAcceptance(SettlementDbContext db, FilingDesk desk, TimeProvider clock)
{
    /// <remarks>The person is locked, so that no other filing of theirs is accepted meanwhile.</remarks>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal async Task<ProblemHttpResult?> AcceptAsync(FilingRecord filing, byte[] hash, string by, CancellationToken cancellation)
    {
        if (await db.Persons.AnyAsync(p => p.PersonId == filing.PersonId && p.Status == InsuredStatus.Terminated, cancellation))
            return FilingProblems.NotInsuredHere.ToResult(filing.FilingNo);
        var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).On(clock.Today());
        var ofType = rules.Of(filing.Type);
        if (ofType.Missing(filing.Shown, filing.Promised) is { Count: > 0 } missing)
            return FilingProblems.DocumentsMissing.ToResult(Words(missing));

        var others = await db.Filings.Where(f => f.PersonId == filing.PersonId && f.FilingId != filing.FilingId).ToListAsync(cancellation);
        var replaced = others.SingleOrDefault(f => f.FilingId == filing.ReplacesFilingId);
        if (replaced is not null && replaced.State.After(FilingStep.Replace) is null)
            return FilingProblems.FilingStepNotPossible.ToResult($"{replaced.FilingNo}, {ExactEnumConverter.Name(replaced.State)}");
        var validity = new DateRange(filing.ValidFrom, filing.ValidThrough);
        var beside = others.Where(f => f.Type.IsLongTerm() == filing.Type.IsLongTerm() && f.ReachesBeyond(filing.ValidFrom)).ToList();
        if (!rules.AllowsAnother(filing.Type, validity, [.. beside.Where(f => f != replaced).Select(f => new DateRange(f.ValidFrom, f.LastDay))]))
            return FilingProblems.FilingOverlaps.ToResult(filing.FilingNo);
        if (rules.AtOnce(filing.Type) is not null)
            filing.Slot = FreeSlot(validity, beside);
        if (replaced is not null)
            await ReplaceAsync(replaced, filing, hash, by, cancellation);
        filing.RulesVersion = rules.Version;
        filing.CompleteFrom = ofType.Owed(filing.Shown).Count == 0 ? filing.ValidFrom : null;
        (filing.DecidedBy, filing.DecidedAt) = (by, clock.Now());
        return null;
    }

    /// <summary>Ends the filing whose place another one takes, but nothing that began under it before the decision (R1.4.7).</summary>
    private async Task ReplaceAsync(FilingRecord replaced, FilingRecord filing, byte[] hash, string by, CancellationToken cancellation)
    {
        var (before, yesterday) = (filing.ValidFrom.AddDays(-1), clock.Today().AddDays(-1));
        replaced.EndedOn = before < yesterday ? yesterday : before;
        desk.Advance(replaced, FilingStep.Replace, FilingState.Changed, hash, filing.FilingNo, by);
        await db.SaveChangesAsync(cancellation);
        await db.NotifyOfFilingAsync(replaced, clock.Now(), cancellation);
    }

    /// <summary>The lowest place that no filing of the same class holds on one of the days.</summary>
    private static short FreeSlot(DateRange validity, List<FilingRecord> beside)
    {
        var taken = beside.Where(f => new DateRange(f.ValidFrom, f.LastDay).Overlaps(validity)).Select(f => f.Slot).ToHashSet();
        short slot = 1;
        while (taken.Contains(slot))
            slot++;
        return slot;
    }

    private static string Words(IEnumerable<DocumentRequirement> requirements) =>
        string.Join("; ", requirements.Select(r => string.Join(" | ", r.AnyOf.Select(ExactEnumConverter.Name))));
}
