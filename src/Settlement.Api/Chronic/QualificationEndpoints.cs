using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Chronic;

/// <summary>门诊慢特病资格认定 (R-CHR-01): grant and read.</summary>
internal static class QualificationEndpoints
{
    internal static void AddChronic(this IServiceCollection services) => services
        .AddScoped<QualificationDesk>().AddScoped<QualificationUploadCheck>();

    internal static void MapChronic(this IEndpointRouteBuilder routes)
    {
        var person = routes.MapGroup("/regions/{regionCode}/persons/{personNo}/qualifications").WithTags("Chronic 门诊慢特病");
        person.MapPut("/{qualificationNo}", Grant).WithName("GrantQualification").Validate<GrantQualificationRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("资格认定 · Grants a qualification for one chronic disease under the insured place's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        person.MapGet("/{qualificationNo}", Read).WithName("ReadQualification").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("查询资格 · One qualification");
        person.MapGet("/{qualificationNo}/history", History).WithName("ReadQualificationHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("资格办理记录 · Who did what with a qualification, and when");
        person.MapGet("/", ListOfPerson).WithName("ListQualificationsOfPerson").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("参保人的资格 · All qualifications of a person, ended ones too; the read is recorded");
        person.MapQualificationSteps();
        routes.MapGroup("/regions/{regionCode}").WithTags("Chronic 门诊慢特病").MapQualificationUploads();
        routes.MapGroup("").WithTags("Chronic 门诊慢特病").MapQualificationSearch();
        routes.MapGroup("").WithTags("Chronic 门诊慢特病").MapDiseases();
    }

    private static async Task<Results<Ok<QualificationAnswer>, ProblemHttpResult>> Grant(
        string regionCode, string personNo, string qualificationNo, GrantQualificationRequest request, HttpContext context,
        SettlementDbContext db, QualificationDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(qualificationNo))
            return ProblemKind.InvalidRequest.ToResult(qualificationNo, "/qualificationNo");
        var region = RegionCode.Parse(regionCode);
        var person = PersonId.Of(region, new(personNo));
        var hash = Wire.Hash(request);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonAsync(person, cancellation);
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        if (await desk.FindAsync(person, qualificationNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(qualificationNo);
            await transaction.CommitAsync(cancellation);
            context.MarkReplayed();
            return desk.Answer(earlier, personNo);
        }
        if (request.Certificate.IssuedOn > clock.Today())
            return ProblemKind.DateNotPossible.ToResult($"{request.Certificate.IssuedOn:O}", "/certificate/issuedOn");
        if (desk.FacilityFault(request.Facilities ?? []) is { } fault)
            return fault;

        var qualification = NewQualification(region, person, qualificationNo, request, hash, context.Caller().Subject, clock.Now());
        db.Add(qualification);
        db.Add(QualificationDesk.Event(qualification, QualificationStep.Grant, hash, note: null, qualification.GrantedBy, qualification.RecordedAt));
        if (await desk.SaveAsync(qualification, cancellation) is { } overlap)
            return overlap;
        await transaction.CommitAsync(cancellation);
        return desk.Answer(qualification, personNo);
    }

    internal static ChronicQualificationRecord NewQualification(
        RegionCode region, PersonId person, string qualificationNo, GrantQualificationRequest request, byte[] hash, string by, DateTimeOffset at) => new()
        {
            PersonId = person,
            QualificationNo = qualificationNo,
            InsuredRegion = region,
            DiseaseCode = request.DiseaseCode,
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            Facilities = [.. (request.Facilities ?? []).Select(FacilityCode.Parse)],
            Doctor = request.Certificate.Doctor,
            CertifiedOn = request.Certificate.IssuedOn,
            CertifiedBy = request.Certificate.Issuer,
            RequestHash = hash,
            GrantedBy = by,
            RecordedAt = at,
        };

    private static async Task<Results<Ok<QualificationAnswer>, ProblemHttpResult>> Read(
        string regionCode, string personNo, string qualificationNo, HttpContext context, SettlementDbContext db, QualificationDesk desk,
        TimeProvider clock, CancellationToken cancellation)
    {
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        if (await desk.FindAsync(person, qualificationNo, cancellation) is not { } qualification)
            return ProblemKind.NotFound.ToResult(qualificationNo);
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        return desk.Answer(qualification, personNo);
    }

    private static async Task<Results<Ok<QualificationHistory>, ProblemHttpResult>> History(
        string regionCode, string personNo, string qualificationNo, HttpContext context, SettlementDbContext db, QualificationDesk desk,
        TimeProvider clock, CancellationToken cancellation)
    {
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        if (await desk.FindAsync(person, qualificationNo, cancellation) is null)
            return ProblemKind.NotFound.ToResult(qualificationNo);
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        var steps = await db.ChronicQualificationEvents.AsNoTracking()
            .Where(e => e.PersonId == person && e.QualificationNo == qualificationNo).OrderBy(e => e.Version).ToListAsync(cancellation);
        return TypedResults.Ok(new QualificationHistory(qualificationNo, [.. steps.Select(QualificationEventAnswer.From)]));
    }

    private static async Task<Results<Ok<QualificationList>, ProblemHttpResult>> ListOfPerson(
        string regionCode, string personNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(personNo);
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        var qualifications = await db.ChronicQualifications.AsNoTracking().Where(q => q.PersonId == person)
            .OrderBy(q => q.DiseaseCode).ThenBy(q => q.ValidFrom).ThenBy(q => q.EntryNo).ToListAsync(cancellation);
        return TypedResults.Ok(new QualificationList(personNo, [.. qualifications.Select(q => QualificationAnswer.From(q, personNo, clock.Today()))]));
    }
}
