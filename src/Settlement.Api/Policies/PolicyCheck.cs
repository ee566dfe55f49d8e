using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Policies;

/// <summary>政策草案校验: what is wrong with a draft, and what the proof at publication would find.</summary>
internal static class PolicyCheck
{
    private static readonly Dictionary<PolicyFindingCode, Text> Titles = new()
    {
        [PolicyFindingCode.DaysWithoutPolicy] = new("该期间没有政策", "No policy is in force on these days"),
        [PolicyFindingCode.DaysOfTwoPolicies] = new("该期间有两个版本同时生效", "Two versions are in force on these days"),
        [PolicyFindingCode.AgesWithoutGroup] = new("该年龄不属于任何人员分组", "No person group holds these ages"),
        [PolicyFindingCode.FigureMissing] = new("缺少某级医院或某人员分组的数值", "A facility level or person group has no figure"),
        [PolicyFindingCode.ClassMissing] = new("未规定该就医类别的降幅", "The reduction says nothing of this class"),
        [PolicyFindingCode.ReductionTooLarge] = new("降幅超过国家规定的百分点", "The reduction exceeds the points that the nation allows"),
        [PolicyFindingCode.LongTermReduced] = new("长期备案人员在备案地不应降低待遇", "Long-term residents should not be reduced where they are filed"),
        [PolicyFindingCode.VersionSuperseded] = new("此版本将被整体替代", "This version will be superseded whole"),
        [PolicyFindingCode.DaysLeftWithout] = new("该期间原有政策，发布后没有", "A version held these days so far, and none will"),
        [PolicyFindingCode.AtHomeBelowReferral] =
            new("长期备案人员回参保地的待遇低于转诊", "Long-term residents who return are paid less than by a referral"),
    };

    /// <summary>The draft beside the published versions of its region and scheme; a version of its own name gives way to it.</summary>
    internal static PolicyCheckAnswer Of(JsonElement document, ReferenceSnapshot reference)
    {
        try
        {
            var draft = PolicyReader.Read(document.GetRawText());
            var others = reference.Policies.Versions
                .Where(p => p.InsuredRegion == draft.InsuredRegion && p.Scheme == draft.Scheme && p.Version != draft.Version);
            var findings = PolicyProof.Of(draft).Concat(PolicyProof.OfVersions([.. others, draft]));
            return new([], [.. findings.Select(Answer)]);
        }
        catch (PolicyDocumentException e)
        {
            return new(Answer(e), []);
        }
    }

    /// <summary>What speaks against a document, with all of its faults.</summary>
    internal static Refusal Faulty(PolicyDocumentException e)
    {
        var faults = Answer(e);
        return PolicyProblems.PolicyFaulty.Refuse($"{faults[0].Path}: {faults[0].Message}").With("faults", faults);
    }

    internal static PolicyFindingAnswer Answer(PolicyFinding finding) => new(
        finding.Kind, Wire.Name(finding.Code), finding.Place,
        finding.Figures.Length == 0 ? Titles[finding.Code].ToString() : $"{Titles[finding.Code]}: {finding.Figures}");

    private static List<PolicyFaultAnswer> Answer(PolicyDocumentException e) =>
        [.. e.Faults.Select(fault => Answer(fault, e.InnerException as JsonException))];

    private static PolicyFaultAnswer Answer(PolicyFault fault, JsonException? json) =>
        new(fault.Path, json is null ? fault.Message : MalformedJson.ExplainField(json));
}

/// <param name="Faults">Why the document is no policy; empty for one that could be published.</param>
/// <param name="Findings">What the proof finds in it; empty where there are faults.</param>
internal sealed record PolicyCheckAnswer(IReadOnlyList<PolicyFaultAnswer> Faults, IReadOnlyList<PolicyFindingAnswer> Findings);

/// <param name="Path">JSON path in the document, such as <c>$.inpatient.bands[1].upToYuan</c>.</param>
internal sealed record PolicyFaultAnswer(string Path, string Message);

/// <param name="Code">Stable name of the finding.</param>
/// <param name="Place">Where in the document; for days the range, as <c>2024-01-01/2024-06-30</c>.</param>
/// <param name="Message">What was found, with the figures on which it rests.</param>
internal sealed record PolicyFindingAnswer(PolicyFindingKind Kind, string Code, string Place, string Message);
