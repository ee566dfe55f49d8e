using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药目录.</summary>
/// <param name="On">Only drugs on the list on this day; left out, all there ever were, those withdrawn among them.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record SpecialDrugQuery(DateOnly? On = null, string? After = null, int Limit = Paging.Default);

/// <summary>特药目录 of a province, and the approvals of one person.</summary>
internal sealed class ReadSpecialDrugs(SettlementDbContext db)
{
    /// <summary>In the order of the listing numbers.</summary>
    internal async Task<Outcome<Page<SpecialDrugAnswer>>> ListAsync(string regionCode, SpecialDrugQuery query, Call call)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        if (query.On is { } given && !FieldForm.IsDay(given))
            return ProblemKind.InvalidRequest.Refuse($"{given:O}", "/on");
        if (query.After is { } cursor && !FieldForm.IsNumber(cursor))
            return ProblemKind.InvalidRequest.Refuse(cursor, "/after");
        var province = region.Province;
        var drugs = db.SpecialDrugs.AsNoTracking().Where(d => d.Province == province);
        if (query.On is { } day)
            drugs = drugs.Where(d => d.WithdrawnAt == null && d.ValidFrom <= day && (d.ValidThrough == null || d.ValidThrough >= day));
        if (query.After is { } after)
            drugs = drugs.Where(d => string.Compare(d.ListingNo, after) > 0);
        var rows = await drugs.OrderBy(d => d.ListingNo).Take(query.Limit + 1).ToListAsync(call.Cancellation);
        return Page<SpecialDrugAnswer>.Of(rows, query.Limit, drug => drug.ListingNo, SpecialDrugAnswer.From);
    }

    internal async Task<Outcome<SpecialDrugApprovalList>> ApprovalsAsync(PersonKey key, Call call)
    {
        var person = key.Id;
        if (!await db.LookAtAsync(call, person))
            return ProblemKind.PersonNotFound.Refuse(key.PersonNo);
        var approvals = await db.SpecialDrugApprovals.AsNoTracking().Where(a => a.PersonId == person)
            .OrderBy(a => a.DrugCode).ThenBy(a => a.ValidFrom).ThenBy(a => a.GrantedAt).ToListAsync(call.Cancellation);
        return new SpecialDrugApprovalList(key.PersonNo, [.. approvals.Select(a => SpecialDrugApprovalAnswer.From(a, key.PersonNo))]);
    }
}
