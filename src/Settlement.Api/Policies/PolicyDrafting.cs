using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <summary>起草: keeps the document of a draft and everybody who wrote it.</summary>
internal static class PolicyDrafting
{
    /// <param name="revision">Revision that the writer looked at; left out, whichever there is.</param>
    internal static async Task<Results<Ok<PolicyVersionAnswer>, ProblemHttpResult>> Draft(
        string regionCode, string version, JsonElement body, HttpContext context, SettlementDbContext db, PolicyDesk desk, TimeProvider clock,
        CancellationToken cancellation, int? revision = null)
    {
        var region = RegionCode.Parse(regionCode);
        if (!FieldForm.IsNumber(version))
            return ProblemKind.InvalidRequest.ToResult(version, "/version");
        if (revision is < 0 or > 1_000_000)
            return ProblemKind.InvalidRequest.ToResult($"{revision}", "/revision");
        var (document, policy, faulty) = Read(body);
        if (faulty is not null)
            return faulty;
        if (FaultOf(policy!, region, version) is { } fault)
            return ProblemKind.InvalidRequest.ToResult(fault.Detail, fault.Pointer);

        var text = PolicyWriter.Write(document!);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        await using var transaction = await db.LockNumberAsync(PolicyDesk.Lock, region.Value, cancellation);
        await db.LockNumbersAsync("policy-version", [version], cancellation); // of all places, since the name is
        var there = await db.PolicyVersions.SingleOrDefaultAsync(p => p.PolicyVersion == version, cancellation);
        if (there is not null && there.InsuredRegion != region)
            return ProblemKind.NumberReused.ToResult(version);
        if (there?.SaysTheSame(document!) == true
            || there is not null && revision is { } led && await desk.WasTakenAsync(there, PolicyStep.Draft, hash, led, cancellation))
        {
            context.MarkReplayed();
            return TypedResults.Ok(await desk.AnswerAsync(there, cancellation));
        }
        if (revision is { } seen && seen != (there?.Revision ?? 0))
            return PolicyProblems.PolicyRevision.ToResult($"{version}, {there?.Revision ?? 0}", "/revision");
        if (there is { State: not PolicyState.Draft })
            return PolicyProblems.PolicyStepNotPossible.ToResult($"{version}, {ExactEnumConverter.Name(there.State)}");

        var draft = Written(there, policy!, text, context.Caller().Subject, clock.Now());
        if (there is null)
            db.Add(draft);
        await db.SaveChangesAsync(cancellation); // before its history, which refers to it
        desk.Record(draft, PolicyStep.Draft, hash);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await desk.AnswerAsync(draft, cancellation));
    }

    private static PolicyVersionRecord Written(PolicyVersionRecord? there, ReimbursementPolicy policy, string text, string writer, DateTimeOffset now)
    {
        var draft = there ?? new()
        {
            PolicyVersion = policy.Version,
            InsuredRegion = policy.InsuredRegion,
            Scheme = policy.Scheme,
            ValidFrom = policy.InForce.First,
            ValidThrough = policy.InForce.Last,
            State = PolicyState.Draft,
            Document = text,
            DraftedBy = writer,
            Revision = 0,
        };
        (draft.Scheme, draft.ValidFrom, draft.ValidThrough) = (policy.Scheme, policy.InForce.First, policy.InForce.Last);
        (draft.Document, draft.DraftedBy, draft.RecordedAt) = (text, writer, now);
        draft.Writers = [.. draft.Writers.Union([writer])];
        draft.Revision++;
        return draft;
    }

    private static (PolicyDocument? Document, ReimbursementPolicy? Policy, ProblemHttpResult? Faulty) Read(JsonElement body)
    {
        try
        {
            var document = PolicyReader.Parse(body.GetRawText());
            return (document, PolicyReader.ToPolicy(document), null);
        }
        catch (PolicyDocumentException e)
        {
            return (null, null, PolicyCheck.Faulty(e));
        }
    }

    private static (string Detail, string Pointer)? FaultOf(ReimbursementPolicy policy, RegionCode region, string version) => 0 switch
    {
        _ when policy.Version != version => (policy.Version, "/version"),
        _ when policy.InsuredRegion != region => (policy.InsuredRegion.Value, "/insuredRegion"),
        _ when !FieldForm.IsDay(policy.InForce.First) => ($"{policy.InForce.First:O}", "/inForceFrom"),
        _ when policy.InForce.Last is { } last && !FieldForm.IsDay(last) => ($"{last:O}", "/inForceThrough"),
        _ => null,
    };
}
