using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <summary>起草: keeps the document of a draft and everybody who wrote it.</summary>
internal sealed class DraftPolicy(SettlementDbContext db, PolicyVersions versions, PolicyVersionSteps steps)
{
    private const int MostRevisions = 1_000_000;

    /// <param name="revision">Revision that the writer looked at, 0 for none; left out, whichever there is.</param>
    internal async Task<Outcome<PolicyVersionAnswer>> RunAsync(
        RegionCode region, string version, JsonElement body, int? revision, Call call)
    {
        if (!FieldForm.IsNumber(version))
            return ProblemKind.InvalidRequest.Refuse(version, "/version");
        if (revision is < 0 or > MostRevisions)
            return ProblemKind.InvalidRequest.Refuse($"{revision}", "/revision");
        if (Read(body).IsRefused(out var faulty, out var written))
            return faulty;
        if (FaultOf(written.Policy, region, version) is { } fault)
            return fault;

        var text = PolicyWriter.Write(written.Document);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        await using var transaction = await db.LockNumberAsync(PolicyVersionSteps.Lock, region.Value, call.Cancellation);
        await db.LockNumbersAsync("policy-version", [version], call.Cancellation); // of all places, since the name is
        var there = await db.PolicyVersions.SingleOrDefaultAsync(p => p.PolicyVersion == version, call.Cancellation);
        if (there is not null && there.InsuredRegion != region)
            return ProblemKind.NumberReused.Refuse(version);
        if (there is not null && await IsRepeatAsync(there, written.Document, hash, revision, call))
            return Outcome<PolicyVersionAnswer>.Before(await versions.AnswerAsync(there, call));
        if (revision is { } seen && seen != (there?.Revision ?? 0))
            return PolicyProblems.PolicyRevision.Refuse($"{version}, {there?.Revision ?? 0}", "/revision");
        if (there?.State is { } state && state.After(PolicyStep.Draft) is null)
            return PolicyProblems.PolicyStepNotPossible.Refuse($"{version}, {ExactEnumConverter.Name(state)}");

        var draft = Written(there, written.Policy, text, call);
        if (there is null)
            db.Add(draft);
        await db.SaveChangesAsync(call.Cancellation); // before its history, which refers to it
        db.Add(PolicyVersionSteps.Event(draft, new(PolicyStep.Draft, hash), call));
        await db.SaveChangesAsync(call.Cancellation);
        await transaction.CommitAsync(call.Cancellation);
        return await versions.AnswerAsync(draft, call);
    }

    /// <summary>
    /// A document is known as long as the version says it, whatever steps followed and however it came there; one that names its
    /// revision is known for ever, as every step is.
    /// </summary>
    private async Task<bool> IsRepeatAsync(PolicyVersionRecord there, PolicyDocument document, byte[] hash, int? revision, Call call) =>
        there.SaysTheSame(document) || (revision is { } seen && await steps.WasDraftedAsync(there, hash, seen, call));

    private static PolicyVersionRecord Written(PolicyVersionRecord? there, ReimbursementPolicy policy, string text, Call call)
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
            DraftedBy = call.By,
            Revision = 0,
        };
        (draft.Scheme, draft.ValidFrom, draft.ValidThrough) = (policy.Scheme, policy.InForce.First, policy.InForce.Last);
        (draft.Document, draft.DraftedBy, draft.RecordedAt) = (text, call.By, call.Now);
        draft.Writers = [.. draft.Writers.Union([call.By])];
        draft.Revision++;
        return draft;
    }

    private static Outcome<WrittenPolicy> Read(JsonElement body)
    {
        try
        {
            var document = PolicyReader.Parse(body.GetRawText());
            return new WrittenPolicy(document, PolicyReader.ToPolicy(document));
        }
        catch (PolicyDocumentException e)
        {
            return PolicyCheck.Faulty(e);
        }
    }

    private static Refusal? FaultOf(ReimbursementPolicy policy, RegionCode region, string version)
    {
        if (policy.Version != version)
            return ProblemKind.InvalidRequest.Refuse(policy.Version, "/version");
        if (policy.InsuredRegion != region)
            return ProblemKind.InvalidRequest.Refuse(policy.InsuredRegion.Value, "/insuredRegion");
        if (!FieldForm.IsDay(policy.InForce.First))
            return ProblemKind.InvalidRequest.Refuse($"{policy.InForce.First:O}", "/inForceFrom");
        return policy.InForce.Last is { } last && !FieldForm.IsDay(last)
            ? ProblemKind.InvalidRequest.Refuse($"{last:O}", "/inForceThrough")
            : null;
    }

    private sealed record WrittenPolicy(PolicyDocument Document, ReimbursementPolicy Policy);
}
