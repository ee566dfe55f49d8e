using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Chronic;

namespace Settlement.Api.Chronic;

/// <summary>延续、变更定点、取消: the steps in the life of a qualification. Each may be sent again.</summary>
internal static class QualificationStepEndpoints
{
    internal static void MapQualificationSteps(this IEndpointRouteBuilder person)
    {
        person.MapPut("/{qualificationNo}/extension", Extend).WithName("ExtendQualification").Validate<ExtendQualificationRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("资格延续 · Gives a qualification a later last day, or none").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        person.MapPut("/{qualificationNo}/facilities", ChangeFacilities).WithName("ChangeQualificationFacilities")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Validate<ChangeQualificationFacilitiesRequest>()
            .WithSummary("变更选定医药机构 · Binds a qualification to other facilities, or to none, from a day on").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        person.MapPut("/{qualificationNo}/revocation", Revoke).WithName("RevokeQualification").Validate<RevokeQualificationRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("资格取消 · Revokes a qualification from a day on; what began before stays").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static Task<Results<Ok<QualificationAnswer>, ProblemHttpResult>> Extend(
        string regionCode, string personNo, string qualificationNo, ExtendQualificationRequest request, QualificationDesk desk,
        CancellationToken cancellation) =>
        desk.TakeAsync(regionCode, personNo, qualificationNo, QualificationStep.Extend, request, request.Version, note: null, qualification =>
        {
            if (!qualification.Days.CanBeExtendedThrough(request.ValidThrough))
                return QualificationProblems.QualificationPeriod.ToResult($"{qualificationNo}, {qualification.Days.LastDay:O}", "/validThrough");
            qualification.ValidThrough = request.ValidThrough;
            return null;
        }, cancellation);

    private static Task<Results<Ok<QualificationAnswer>, ProblemHttpResult>> ChangeFacilities(
        string regionCode, string personNo, string qualificationNo, ChangeQualificationFacilitiesRequest request, QualificationDesk desk,
        TimeProvider clock, CancellationToken cancellation)
    {
        var (today, from) = (clock.Today(), request.From ?? clock.Today());
        return desk.TakeAsync(regionCode, personNo, qualificationNo, QualificationStep.ChangeFacilities, request, request.Version, note: null, qualification =>
        {
            if (from < today) // what began before keeps its facilities
                return QualificationProblems.QualificationPeriod.ToResult($"{from:O} < {today:O}", "/from");
            if (desk.FacilityFault(request.Facilities) is { } fault)
                return fault;
            qualification.Facilities = [.. request.Facilities.Select(FacilityCode.Parse)];
            return null;
        }, cancellation, facilitiesFrom: from);
    }

    private static Task<Results<Ok<QualificationAnswer>, ProblemHttpResult>> Revoke(
        string regionCode, string personNo, string qualificationNo, RevokeQualificationRequest request, QualificationDesk desk,
        CancellationToken cancellation) =>
        desk.TakeAsync(regionCode, personNo, qualificationNo, QualificationStep.Revoke, request, request.Version, request.Reason, qualification =>
        {
            if (!qualification.Days.CanBeRevokedFrom(request.From))
                return QualificationProblems.QualificationPeriod.ToResult($"{qualificationNo}, {qualification.Days.LastDay:O}", "/from");
            qualification.RevokedFrom = request.From;
            return null;
        }, cancellation);
}
