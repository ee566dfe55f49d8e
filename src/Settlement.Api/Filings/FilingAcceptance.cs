using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
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
            return ProblemKind.NotInsuredHere.ToResult(filing.FilingNo);
        var rules = (await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation)).On(clock.Today());
        var ofType = rules.Of(filing.Type);
        if (ofType.Missing(filing.Shown, filing.Promised) is { Count: > 0 } missing)
            return ProblemKind.DocumentsMissing.ToResult(Words(missing));

        var others = await db.Filings.Where(f => f.PersonId == filing.PersonId && f.FilingId != filing.FilingId).ToListAsync(cancellation);
        var replaced = others.SingleOrDefault(f => f.FilingId == filing.ReplacesFilingId);
        if (replaced is not null && replaced.State.After(FilingStep.Replace) is null)
            return ProblemKind.FilingStepNotPossible.ToResult($"{replaced.FilingNo}, {ExactEnumConverter.Name(replaced.State)}");
        if (rules.AtOnce(filing.Type) is { } most)
        {
            if (FreeSlot(filing, others.Where(f => f != replaced), most) is not { } slot)
                return ProblemKind.FilingOverlaps.ToResult(filing.FilingNo);
            filing.Slot = slot;
        }
        if (replaced is not null)
            await ReplaceAsync(replaced, filing, hash, by, cancellation);
        filing.CompleteFrom = ofType.Owed(filing.Shown).Count == 0 ? filing.ValidFrom : null;
        (filing.DecidedBy, filing.DecidedAt) = (by, clock.Now());
        return null;
    }

    /// <summary>Ends the filing whose place another one takes; saved before that one, since both may hold one slot.</summary>
    private async Task ReplaceAsync(FilingRecord replaced, FilingRecord filing, byte[] hash, string by, CancellationToken cancellation)
    {
        replaced.EndedOn = filing.ValidFrom.AddDays(-1);
        desk.Advance(replaced, FilingStep.Replace, FilingState.Changed, hash, filing.FilingNo, by);
        await db.SaveChangesAsync(cancellation);
        await db.NotifyOfFilingAsync(replaced, clock.Now(), cancellation);
    }

    /// <summary>The lowest place that no filing of the same class holds at the same time; null where all are taken (R1.4.8).</summary>
    private static short? FreeSlot(FilingRecord filing, IEnumerable<FilingRecord> others, int most)
    {
        var validity = new DateRange(filing.ValidFrom, filing.ValidThrough);
        var taken = others
            .Where(f => f.State.HasTakenEffect() && f.Type.IsLongTerm() == filing.Type.IsLongTerm())
            .Where(f => !(f.LastDay < f.ValidFrom) && new DateRange(f.ValidFrom, f.LastDay).Overlaps(validity))
            .Select(f => f.Slot).ToHashSet();
        for (short slot = 1; slot <= most; slot++)
            if (!taken.Contains(slot))
                return slot;
        return null;
    }

    private static string Words(IEnumerable<DocumentRequirement> requirements) =>
        string.Join("; ", requirements.Select(r => string.Join(" | ", r.AnyOf.Select(ExactEnumConverter.Name))));
}
