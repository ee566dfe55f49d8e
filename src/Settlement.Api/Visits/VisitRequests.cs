using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Http;

namespace Settlement.Api.Visits;

/// <summary>一次就诊、多笔结算: a visit with one part for each chronic disease and at most one for everything else (R-CHR-03).</summary>
/// <param name="InsuredRegion">参保地统筹区, six digits.</param>
/// <param name="PersonNo">人员编号 at the insured place.</param>
/// <param name="StartedOn">Day of the visit, the same for every part.</param>
/// <param name="Parts">1 to 20; a disease occurs once.</param>
/// <param name="IsEmergency">急诊抢救: an unfiled person is deemed filed.</param>
/// <param name="Credential">就诊凭证 that was presented, once for the whole visit; left out where there was none.</param>
internal sealed record RegisterVisitRequest(
    string InsuredRegion,
    string PersonNo,
    DateOnly StartedOn,
    IReadOnlyList<RegisterVisitRequest.VisitPart> Parts,
    bool IsEmergency = false,
    CredentialPart? Credential = null)
{
    /// <param name="EncounterNo">The facility's own number of the part.</param>
    /// <param name="DiagnosisCode">ICD-10 医保版 2.0 code; only a pharmacy may go without.</param>
    /// <param name="DiseaseCode">门诊慢特病病种代码; left out for the part of ordinary care.</param>
    /// <param name="OtherDiagnoses">其他诊断, at most 20.</param>
    internal sealed record VisitPart(
        string EncounterNo, string? DiagnosisCode = null, string? DiseaseCode = null, IReadOnlyList<string>? OtherDiagnoses = null);
}

internal sealed class RegisterVisitRequestValidator : AbstractValidator<RegisterVisitRequest>
{
    public RegisterVisitRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r.InsuredRegion).IsRegion();
        RuleFor(r => r.PersonNo).NotEmpty().MaximumLength(30);
        RuleFor(r => r.StartedOn).IsDay();
        RuleFor(r => r.Parts).NotEmpty();
        RuleFor(r => r.Parts).Must(parts => parts.Count <= 20).WithMessage(_ => new Text("最多20个部分", "At most 20 parts").ToString());
        RuleForEach(r => r.Parts).NotNull();
        RuleForEach(r => r.Parts).ChildRules(part =>
        {
            part.RuleFor(p => p.EncounterNo).IsNumber();
            part.RuleFor(p => p.DiagnosisCode).NotEmpty().MaximumLength(20).When(p => p.DiagnosisCode is not null);
            part.RuleFor(p => p.DiseaseCode!).IsDisease().When(p => p.DiseaseCode is not null);
            part.RuleFor(p => p.OtherDiagnoses).AreDiagnoses();
        });
        RuleFor(r => r.Parts).Must(parts => parts.DistinctBy(p => p.EncounterNo).Count() == parts.Count)
            .WithMessage(_ => new Text("就诊编号重复", "An encounter number occurs twice").ToString());
        RuleFor(r => r.Parts).Must(parts => parts.DistinctBy(p => p.DiseaseCode).Count() == parts.Count)
            .WithMessage(_ => new Text("每个病种一个部分，普通门诊至多一个部分", "One part for each disease, and at most one for ordinary care").ToString());
        When(r => r.Credential is not null, () =>
            RuleFor(r => r.Credential!).SetValidator(new CredentialValidator()));
    }
}

/// <summary>预结算 of a whole visit; each part as if those before it were settled.</summary>
/// <param name="UsePersonalAccount">个人账户使用标志 (acct_used_flag): whether the personal account may pay.</param>
/// <param name="Explain">Whether the answer shall say why the funds pay no more.</param>
internal sealed record PreviewVisitRequest(bool UsePersonalAccount = false, bool Explain = false);

/// <summary>结算 of a whole visit, all parts or none.</summary>
/// <param name="Parts">Every open part of the visit with the number under which it is settled; 1 to 20.</param>
/// <param name="UsePersonalAccount">个人账户使用标志 (acct_used_flag): whether the personal account may pay.</param>
internal sealed record SettleVisitRequest(IReadOnlyList<SettleVisitRequest.SettledPart> Parts, bool UsePersonalAccount = false)
{
    /// <param name="EncounterNo">The facility's number of the part.</param>
    /// <param name="TransactionNo">The facility's own number of its settlement.</param>
    internal sealed record SettledPart(string EncounterNo, string TransactionNo);
}

internal sealed class SettleVisitRequestValidator : AbstractValidator<SettleVisitRequest>
{
    public SettleVisitRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r.Parts).NotEmpty();
        RuleFor(r => r.Parts).Must(parts => parts.Count <= 20).WithMessage(_ => new Text("最多20个部分", "At most 20 parts").ToString());
        RuleForEach(r => r.Parts).NotNull();
        RuleForEach(r => r.Parts).ChildRules(part =>
        {
            part.RuleFor(p => p.EncounterNo).IsNumber();
            part.RuleFor(p => p.TransactionNo).IsNumber();
        });
        RuleFor(r => r.Parts).Must(parts =>
                parts.DistinctBy(p => p.EncounterNo).Count() == parts.Count
                && parts.DistinctBy(p => p.TransactionNo).Count() == parts.Count)
            .WithMessage(_ => new Text("编号重复", "A number occurs twice").ToString());
    }
}
