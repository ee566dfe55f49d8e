using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.FeeChecks;

/// <summary>费用协查.</summary>
/// <param name="VerificationNo">协查编号.</param>
/// <param name="PersonName">姓名, masked.</param>
/// <param name="EncounterNo">The facility's own number; null where the facility uploaded nothing.</param>
/// <param name="Total">医疗费总额.</param>
/// <param name="DueOn">Last day of the answer; null where the public holidays of the year are not loaded.</param>
/// <param name="Finding">协查结果; null while it waits.</param>
internal sealed record FeeCheckAnswer(
    string InsuredRegion, string VerificationNo, string ClaimNo, string PersonName, string FacilityName, string TreatmentRegion,
    string? EncounterNo, DateOnly EndedOn, Money Total, string Question, DateTimeOffset RequestedAt, DateOnly? DueOn, bool IsOverdue,
    FeeCheckFinding? Finding, string? Answer, string? AnsweredBy, DateTimeOffset? AnsweredAt);

/// <summary>What both sides see: the bill, and of the person only the masked name.</summary>
internal sealed record FeeCheckView
{
    public required FeeCheckRecord Check { get; init; }

    public required ManualClaimRecord Claim { get; init; }

    public required string PersonName { get; init; }

    public required string EncounterNo { get; init; }

    internal FeeCheckAnswer ToAnswer(DateOnly today) => new(
        Check.InsuredRegion.Value, Check.VerificationNo, Claim.ClaimNo, MaskedName.Of(PersonName), Claim.FacilityName,
        Check.TreatmentRegion.Value, Claim.IsUploaded ? EncounterNo : null, Claim.EndedOn, Claim.Total, Check.Question,
        Check.RequestedAt.InChina(), Check.DueOn, Check.IsOverdue(today), Check.Finding, Check.Answer, Check.AnsweredBy,
        Check.AnsweredAt?.InChina());
}

internal static class FeeCheckViews
{
    internal static IQueryable<FeeCheckView> All(SettlementDbContext db) =>
        from check in db.FeeChecks.AsNoTracking()
        join claim in db.ManualClaims.AsNoTracking() on new { check.PersonId, check.ClaimId } equals new { claim.PersonId, claim.ClaimId }
        join person in db.Persons.AsNoTracking() on check.PersonId equals person.PersonId
        join encounter in db.Encounters.AsNoTracking()
            on new { claim.PersonId, claim.EncounterId } equals new { encounter.PersonId, encounter.EncounterId }
        select new FeeCheckView { Check = check, Claim = claim, PersonName = person.Name, EncounterNo = encounter.EncounterNo };

    internal static Task<FeeCheckView?> FindAsync(SettlementDbContext db, FeeCheckKey key, CancellationToken cancellation) =>
        All(db).SingleOrDefaultAsync(v => v.Check.InsuredRegion == key.InsuredRegion && v.Check.VerificationNo == key.No, cancellation);
}
