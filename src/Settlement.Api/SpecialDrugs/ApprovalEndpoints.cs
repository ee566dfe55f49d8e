using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药使用备案 (R-DRG-01): one person, one drug, one doctor, one hospital and one pharmacy.</summary>
internal static class ApprovalEndpoints
{
    internal static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        var approvals = routes.MapGroup("/regions/{regionCode}/persons/{personNo}/special-drug-approvals");
        approvals.MapPut("/{approvalNo}", Approve).WithName("ApproveSpecialDrug").Validate<ApproveSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("特药使用备案 · Approves a person's use of a special drug under the insured place's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        approvals.MapPut("/{approvalNo}/revocation", Revoke).WithName("RevokeSpecialDrugApproval").Validate<RevokeSpecialDrugApprovalRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("取消特药备案 · Revokes an approval from a day on; may be sent again").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        approvals.MapGet("/", List).WithName("ListSpecialDrugApprovals").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("参保人的特药备案 · All approvals of a person, ended ones too; the read is recorded");
    }

    private static async Task<Results<Ok<SpecialDrugApprovalAnswer>, ProblemHttpResult>> Approve(
        string regionCode, string personNo, string approvalNo, ApproveSpecialDrugRequest request, HttpContext context, SettlementDbContext db,
        ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(approvalNo))
            return ProblemKind.InvalidRequest.ToResult(approvalNo, "/approvalNo");
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        var hash = Wire.Hash(request);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonAsync(person, cancellation);
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        if (await db.SpecialDrugApprovals.SingleOrDefaultAsync(a => a.PersonId == person && a.ApprovalNo == approvalNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(approvalNo);
            await transaction.CommitAsync(cancellation);
            context.MarkReplayed();
            return TypedResults.Ok(SpecialDrugApprovalAnswer.From(earlier, personNo));
        }
        foreach (var (code, pointer) in new[] { (request.Hospital, "/hospital"), (request.Pharmacy, "/pharmacy") })
            if (reference.Facilities.Find(FacilityCode.Parse(code)) is null)
                return SpecialDrugProblems.ApprovalFacilities.ToResult(code, pointer);

        var approval = new SpecialDrugApprovalRecord
        {
            PersonId = person,
            ApprovalNo = approvalNo,
            DrugCode = request.DrugCode,
            DoctorCode = request.DoctorCode,
            Doctor = request.Doctor,
            Hospital = FacilityCode.Parse(request.Hospital),
            Pharmacy = FacilityCode.Parse(request.Pharmacy),
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            RequestHash = hash,
            GrantedBy = context.Caller().Subject,
            GrantedAt = clock.Now(),
        };
        db.Add(approval);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: SpecialDrugApprovalRecord.OverlapName })
        {
            return SpecialDrugProblems.ApprovalOverlaps.ToResult(request.DrugCode);
        }
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(SpecialDrugApprovalAnswer.From(approval, personNo));
    }

    private static async Task<Results<Ok<SpecialDrugApprovalAnswer>, ProblemHttpResult>> Revoke(
        string regionCode, string personNo, string approvalNo, RevokeSpecialDrugApprovalRequest request, HttpContext context,
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonAsync(person, cancellation);
        if (await db.SpecialDrugApprovals.SingleOrDefaultAsync(a => a.PersonId == person && a.ApprovalNo == approvalNo, cancellation) is not { } approval)
            return ProblemKind.NotFound.ToResult(approvalNo);
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        if (approval.RevokedFrom is not null)
        {
            if ((approval.RevokedFrom, approval.RevokedReason) != (request.From, request.Reason))
                return SpecialDrugProblems.ApprovalRevoked.ToResult($"{approvalNo}, {approval.RevokedFrom:O}");
            await transaction.CommitAsync(cancellation);
            context.MarkReplayed();
            return TypedResults.Ok(SpecialDrugApprovalAnswer.From(approval, personNo));
        }
        if (!new QualificationDays(approval.ValidFrom, approval.ValidThrough, RevokedFrom: null).CanBeRevokedFrom(request.From))
            return ProblemKind.DateNotPossible.ToResult($"{request.From:O}", "/from");
        (approval.RevokedFrom, approval.RevokedReason) = (request.From, request.Reason);
        (approval.RevokedBy, approval.RevokedAt) = (context.Caller().Subject, clock.Now());
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(SpecialDrugApprovalAnswer.From(approval, personNo));
    }

    private static async Task<Results<Ok<SpecialDrugApprovalList>, ProblemHttpResult>> List(
        string regionCode, string personNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var person = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(personNo);
        await db.RecordReadsAsync(context, [person], clock, cancellation);
        var approvals = await db.SpecialDrugApprovals.AsNoTracking().Where(a => a.PersonId == person)
            .OrderBy(a => a.DrugCode).ThenBy(a => a.ValidFrom).ThenBy(a => a.GrantedAt).ToListAsync(cancellation);
        return TypedResults.Ok(new SpecialDrugApprovalList(personNo, [.. approvals.Select(a => SpecialDrugApprovalAnswer.From(a, personNo))]));
    }
}
