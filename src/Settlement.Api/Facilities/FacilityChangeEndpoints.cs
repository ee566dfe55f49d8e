using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.FacilityImports;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Facilities;

/// <summary>机构维护: one facility is suspended or resumed, its agreement ended, a service opened or closed, from a day on (R-FAC-02, R-PRI-03).</summary>
internal static class FacilityChangeEndpoints
{
    internal static void MapFacilityChanges(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/regions/{regionCode}/facilities/{facilityCode}/changes/{changeNo}", Change).WithName("ChangeFacility").Validate<ChangeFacilityRequest>()
            .AllowedTo(AccessScope.Region, Role.Administrator)
            .WithTags("Facilities 定点医药机构").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("机构维护 · Suspends or resumes a facility, ends its agreement, opens or closes a service, from a day on; encounters begun before go on; may be sent again");

    private static async Task<Results<Ok<FacilityAnswer>, ProblemHttpResult>> Change(
        string regionCode, string facilityCode, string changeNo, ChangeFacilityRequest request, HttpContext context, SettlementDbContext db,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(changeNo))
            return ProblemKind.InvalidRequest.ToResult(changeNo, "/changeNo");
        var region = RegionCode.Parse(regionCode);
        var hash = Wire.Hash(request);
        await using var turn = await db.LockNumberAsync(FacilityImportEndpoints.TurnScope, region.Province.Value, cancellation);
        if (!FacilityCode.TryParse(facilityCode, out var code)
            || await db.Facilities.Include(f => f.Openings).Include(f => f.Suspensions).AsSplitQuery()
                .SingleOrDefaultAsync(f => f.FacilityCode == code, cancellation) is not { } facility
            || !region.Contains(facility.Region))
            return ProblemKind.NotFound.ToResult(facilityCode);
        if (await db.FacilityChanges.AsNoTracking().SingleOrDefaultAsync(c => c.FacilityCode == code && c.ChangeNo == changeNo, cancellation) is { } earlier)
        {
            if (earlier.RequestHash is null || !earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(changeNo);
            context.MarkReplayed();
            return TypedResults.Ok(FacilityAnswer.From(facility));
        }
        if (request.From < clock.Today())
            return ProblemKind.DateNotPossible.ToResult(new Text("须自今日起", "It begins today or later").ToString(), "/from");

        var (by, at) = (context.Caller().Subject, clock.Now());
        var changes = FacilityUpkeep.Carry(facility, request, by, at);
        if (changes is null)
            return FacilityProblems.FacilityChangeNotPossible.ToResult($"{facilityCode}, {request.From:O}");
        db.Add(new FacilityChangeRecord
        {
            FacilityCode = code,
            ChangeNo = changeNo,
            Kind = Enum.Parse<FacilityChangeKind>($"{request.Kind}"),
            Changes = FacilityImportStore.ChangesOf(changes),
            Reason = request.Reason,
            RequestHash = hash,
            RecordedBy = by,
            RecordedAt = at,
        });
        await db.SaveChangesAsync(cancellation);
        await turn.CommitAsync(cancellation);
        return TypedResults.Ok(FacilityAnswer.From(facility));
    }
}

/// <summary>What is done to one facility.</summary>
internal enum FacilityStep
{
    /// <summary>暂停.</summary>
    Suspend,

    /// <summary>恢复.</summary>
    Resume,

    /// <summary>终止协议.</summary>
    EndAgreement,

    /// <summary>开通服务.</summary>
    OpenService,

    /// <summary>关闭服务.</summary>
    CloseService,
}

/// <summary>机构维护.</summary>
/// <param name="From">First day on which it holds, today or later: the first without new encounters, or the first with them again.</param>
/// <param name="Through">Last day of a suspension or of an opening; left out while open.</param>
/// <param name="Service">The service that is opened or closed.</param>
/// <param name="DiseaseCode">病种代码 of chronic outpatient care.</param>
internal sealed record ChangeFacilityRequest(
    FacilityStep Kind, DateOnly From, string Reason, DateOnly? Through = null, CareService? Service = null, string? DiseaseCode = null)
{
    [JsonIgnore]
    internal Benefit? Benefit => Service is { } service ? new(service, DiseaseCode) : null;
}

internal sealed class ChangeFacilityRequestValidator : AbstractValidator<ChangeFacilityRequest>
{
    public ChangeFacilityRequestValidator()
    {
        RuleFor(r => r.From).IsDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
        RuleFor(r => r.Through).Must((r, through) => through is null
                || (r.Kind is FacilityStep.Suspend or FacilityStep.OpenService && FieldForm.IsDay(through.Value) && through >= r.From))
            .WithMessage(_ => new Text("只用于暂停和开通，且不早于起始日", "Only of a suspension or an opening, and not before its first day").ToString());
        RuleFor(r => r.Service).Must((r, service) => service is not null == r.Kind is FacilityStep.OpenService or FacilityStep.CloseService)
            .WithMessage(_ => new Text("开通、关闭服务须填，其他不填", "Needed to open or close a service, and for nothing else").ToString());
        RuleFor(r => r.DiseaseCode).Must((r, disease) => r.Service == CareService.ChronicOutpatient
                ? disease is ['M', _, _, _, _, _] && disease.Skip(1).All(char.IsAsciiDigit)
                : disease is null)
            .WithMessage(_ => new Text("门诊慢特病须填病种（如 M03900），其他服务不填", "Chronic outpatient care needs a disease such as M03900, nothing else has one").ToString());
    }
}
