using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Notices;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.Filings;

/// <summary>
/// What makes an application a filing: every document, a place among the person's filings, and the end of the one that it replaces.
/// </summary>
internal sealed class FilingAcceptance(SettlementDbContext db)
{
    /// <remarks>The person is locked, so that no other filing of theirs is accepted meanwhile.</remarks>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal async Task<Refusal?> AcceptAsync(FilingRecord filing, byte[] hash, string by, Call call)
    {
        if (await db.Persons.AnyAsync(p => p.PersonId == filing.PersonId && p.Status == InsuredStatus.Terminated, call.Cancellation))
            return FilingProblems.NotInsuredHere.Refuse(filing.FilingNo);
        var rules = (await db.RulesOfAsync<FilingRules>(filing.InsuredRegion, call.Cancellation)).On(call.Today);
        var ofType = rules.Of(filing.Type);
        if (ofType.Missing(filing.Shown, filing.Promised) is { Count: > 0 } missing)
            return FilingProblems.DocumentsMissing.Refuse(Words(missing));

        var others = await db.Filings.Where(f => f.PersonId == filing.PersonId && f.FilingId != filing.FilingId)
            .ToListAsync(call.Cancellation);
        var replaced = others.SingleOrDefault(f => f.FilingId == filing.ReplacesFilingId);
        if (replaced is not null && replaced.State.After(FilingStep.Replace) is null)
            return FilingProblems.FilingStepNotPossible.Refuse($"{replaced.FilingNo}, {ExactEnumConverter.Name(replaced.State)}");
        var validity = new DateRange(filing.ValidFrom, filing.ValidThrough);
        var beside = others.Where(f => f.Type.IsLongTerm() == filing.Type.IsLongTerm() && f.ReachesBeyond(filing.ValidFrom)).ToList();
        if (!rules.AllowsAnother(filing.Type, validity, [.. beside.Where(f => f != replaced).Select(f => f.Days())]))
            return FilingProblems.FilingOverlaps.Refuse(filing.FilingNo);

        if (rules.AtOnce(filing.Type) is not null)
            filing.Slot = FilingDays.FreePlace(validity, beside.Select(f => (f.Days(), f.Slot)));
        if (replaced is not null)
            await ReplaceAsync(replaced, filing, new(FilingStep.Replace, hash, Note: filing.FilingNo), by, call);
        filing.RulesVersion = rules.Version;
        filing.CompleteFrom = ofType.Owed(filing.Shown).Count == 0 ? filing.ValidFrom : null;
        (filing.DecidedBy, filing.DecidedAt) = (by, call.Now);
        return null;
    }

    /// <summary>The database has the last word on how many filings are in force at once; null for any other constraint.</summary>
    internal static Refusal? RefusalOf(string constraint, FilingRecord filing) =>
        constraint == FilingRecord.SlotName ? FilingProblems.FilingOverlaps.Refuse(filing.FilingNo) : null;

    /// <summary>Ends the filing whose place another one takes.</summary>
    private async Task ReplaceAsync(FilingRecord replaced, FilingRecord filing, StepRequest<FilingStep> step, string by, Call call)
    {
        replaced.EndedOn = FilingDays.LastDayOfReplaced(filing.ValidFrom, call.Today);
        db.Advance(replaced, step, by, call.Now);
        await db.SaveChangesAsync(call.Cancellation);
        await db.NotifyOfFilingAsync(replaced, call.Now, call.Cancellation);
    }

    private static string Words(IEnumerable<DocumentRequirement> requirements) =>
        string.Join("; ", requirements.Select(r => string.Join(" | ", r.AnyOf.Select(ExactEnumConverter.Name))));
}
