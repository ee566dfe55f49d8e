using System.Text.RegularExpressions;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Api.Encounters;

/// <summary>就诊登记.</summary>
/// <param name="InsuredRegion">参保地统筹区, six digits.</param>
/// <param name="PersonNo">人员编号 at the insured place.</param>
/// <param name="Service">住院, 普通门诊 or 门诊慢特病 at a hospital; 药店购药 or 门诊慢特病 at a pharmacy.</param>
/// <param name="StartedOn">Admission or visit date.</param>
/// <param name="DiagnosisCode">ICD-10 医保版 2.0 code of the main diagnosis; only a purchase at a pharmacy may go without.</param>
/// <param name="IsEmergency">急诊抢救 (IPT_TYPE 2, OTP_ER_REFL_FLAG 1 or 3): an unfiled person is deemed filed.</param>
/// <param name="Trauma">外伤 (trum_flag, rel_ttp_flag).</param>
/// <param name="DiseaseCode">门诊慢特病病种代码 (dise_codg), six characters: for 门诊慢特病 and for nothing else.</param>
/// <param name="OtherDiagnoses">其他诊断, at most 20.</param>
/// <param name="TraumaStatement">《外伤无第三方责任承诺书》: needed before the settlement of an injury without third party.</param>
/// <param name="Continues">The earlier encounter that this one continues, here or at another facility.</param>
/// <param name="Credential">就诊凭证 that was presented; left out where there was none.</param>
/// <param name="Prescription">特药处方: for 特药购药 and for nothing else.</param>
internal sealed record RegisterEncounterRequest(
    string InsuredRegion,
    string PersonNo,
    CareService Service,
    DateOnly StartedOn,
    string? DiagnosisCode = null,
    bool IsEmergency = false,
    Trauma Trauma = Trauma.None,
    string? DiseaseCode = null,
    IReadOnlyList<string>? OtherDiagnoses = null,
    TraumaStatementPart? TraumaStatement = null,
    ContinuesPart? Continues = null,
    CredentialPart? Credential = null,
    PrescriptionPart? Prescription = null) : IEncounterDetails
{
    internal PersonId PersonId => PersonId.Of(RegionCode.Parse(InsuredRegion), new(PersonNo));
}

/// <summary>特药处方 on which a special drug is bought, by the hospital that recorded it.</summary>
internal sealed record PrescriptionPart(string Hospital, string PrescriptionNo);

/// <summary>登记变更: what may still change while the encounter is open; the whole of it is sent.</summary>
/// <param name="StartedOn">Admission or visit date.</param>
/// <param name="DiagnosisCode">ICD-10 医保版 2.0 code of the main diagnosis; only a purchase at a pharmacy may go without.</param>
/// <param name="IsEmergency">急诊抢救: an unfiled person is deemed filed.</param>
/// <param name="Trauma">外伤 (trum_flag, rel_ttp_flag).</param>
/// <param name="OtherDiagnoses">其他诊断, at most 20.</param>
/// <param name="TraumaStatement">《外伤无第三方责任承诺书》.</param>
/// <param name="Continues">The earlier encounter that this one continues.</param>
internal sealed record ChangeEncounterRequest(
    DateOnly StartedOn,
    string? DiagnosisCode = null,
    bool IsEmergency = false,
    Trauma Trauma = Trauma.None,
    IReadOnlyList<string>? OtherDiagnoses = null,
    TraumaStatementPart? TraumaStatement = null,
    ContinuesPart? Continues = null) : IEncounterDetails;

/// <summary>What registration and change have in common.</summary>
internal interface IEncounterDetails
{
    DateOnly StartedOn { get; }

    string? DiagnosisCode { get; }

    bool IsEmergency { get; }

    Trauma Trauma { get; }

    IReadOnlyList<string>? OtherDiagnoses { get; }

    TraumaStatementPart? TraumaStatement { get; }

    ContinuesPart? Continues { get; }
}

/// <summary>《外伤无第三方责任承诺书》 (R1.12.2).</summary>
/// <param name="SignedOn">Day on which the person signed.</param>
/// <param name="Course">受伤经过, as the person states it; at most 500 characters.</param>
internal sealed record TraumaStatementPart(DateOnly SignedOn, string Course);

/// <summary>An earlier encounter of the same person.</summary>
/// <param name="Kind">转院 (of stays) or 同一疗程.</param>
internal sealed record ContinuesPart(string FacilityCode, string EncounterNo, ContinuationKind Kind);

/// <summary>就诊凭证 (R-CRE-01, R-CRE-02). Its number is checked and not kept.</summary>
/// <param name="Number">令牌 of the e-voucher, identity number, or card number.</param>
/// <param name="Holder">亲情账户: the person whose credential it is; left out for the person's own.</param>
internal sealed record CredentialPart(CredentialKind Kind, string Number, HolderPart? Holder = null);

/// <summary>亲情账户 holder: acts for parents and children.</summary>
/// <param name="Relation">What the treated person is to the holder.</param>
internal sealed record HolderPart(string InsuredRegion, string PersonNo, FamilyRelation Relation)
{
    internal PersonId PersonId => PersonId.Of(RegionCode.Parse(InsuredRegion), new(PersonNo));
}

/// <summary>Which encounters of a facility are listed, in the order of their numbers.</summary>
/// <param name="StartedFrom">First day, included.</param>
/// <param name="StartedThrough">Last day, included.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record EncounterListQuery(
    Word<EncounterState>? State = null, DateOnly? StartedFrom = null, DateOnly? StartedThrough = null, string? After = null,
    int Limit = Paging.Default);

internal sealed partial class RegisterEncounterRequestValidator : AbstractValidator<RegisterEncounterRequest>
{
    public RegisterEncounterRequestValidator()
    {
        RuleFor(r => r.InsuredRegion).IsRegion();
        RuleFor(r => r.PersonNo).NotEmpty().MaximumLength(30);
        RuleFor(r => r.DiagnosisCode).NotEmpty().When(r => r.Service is not (CareService.Pharmacy or CareService.SpecialDrug));
        RuleFor(r => r.Prescription)
            .Must((request, prescription) => (request.Service == CareService.SpecialDrug) == prescription is not null)
            .WithMessage(_ => new Text("特药购药须填处方，其他服务不填", "A special drug is bought on a prescription, nothing else has one").ToString());
        When(r => r.Prescription is not null, () =>
        {
            RuleFor(r => r.Prescription!.Hospital).Must(code => FacilityCode.TryParse(code, out _))
                .WithMessage(_ => new Text("应为十二位医药机构代码", "Must be a facility code of twelve characters").ToString());
            RuleFor(r => r.Prescription!.PrescriptionNo).IsNumber();
        });
        RuleFor(r => r.DiseaseCode).Must(code => code is not null && DiseaseCode().IsMatch(code))
            .When(r => r.Service == CareService.ChronicOutpatient)
            .WithMessage(_ => new Text("门诊慢特病须填病种代码，如 M03900", "Chronic outpatient care needs a disease code, such as M03900").ToString());
        RuleFor(r => r.DiseaseCode).Null().When(r => r.Service != CareService.ChronicOutpatient)
            .WithMessage(_ => new Text("仅门诊慢特病填病种代码", "Only chronic outpatient care has a disease code").ToString());
        Include(new EncounterDetailsValidator());
        When(r => r.Credential is not null, () => RuleFor(r => r.Credential!).SetValidator(new CredentialValidator()));
    }

    [GeneratedRegex(@"^M[0-9]{5}\z")]
    private static partial Regex DiseaseCode();
}

internal sealed class CredentialValidator : AbstractValidator<CredentialPart>
{
    public CredentialValidator()
    {
        RuleFor(c => c.Number).Must(number => number.Length is >= 4 and <= 500 && number.All(c => c is > ' ' and <= '~'))
            .WithMessage(_ => new Text(
                "凭证号码为4至500位可见的 ASCII 字符", "The number of a credential has 4 to 500 visible ASCII characters").ToString());
        When(c => c.Holder is not null, () =>
        {
            RuleFor(c => c.Holder!.InsuredRegion).IsRegion();
            RuleFor(c => c.Holder!.PersonNo).NotEmpty().MaximumLength(30);
        });
    }
}

internal sealed class ChangeEncounterRequestValidator : AbstractValidator<ChangeEncounterRequest>
{
    public ChangeEncounterRequestValidator() => Include(new EncounterDetailsValidator());
}

internal sealed class EncounterDetailsValidator : AbstractValidator<IEncounterDetails>
{
    public EncounterDetailsValidator()
    {
        RuleFor(r => r.StartedOn).IsDay();
        RuleFor(r => r.DiagnosisCode).MaximumLength(20);
        RuleFor(r => r.OtherDiagnoses).AreDiagnoses();
        RuleFor(r => r.TraumaStatement).Null().When(r => r.Trauma != Trauma.WithoutThirdParty)
            .WithMessage(_ => new Text("仅无第三方责任外伤填承诺书", "Only an injury without third party has a statement").ToString());
        When(r => r.TraumaStatement is not null, () =>
        {
            RuleFor(r => r.TraumaStatement!.SignedOn).IsDay();
            RuleFor(r => r.TraumaStatement!.Course).NotEmpty().MaximumLength(500);
        });
        When(r => r.Continues is not null, () =>
        {
            RuleFor(r => r.Continues!.FacilityCode).Must(code => FacilityCode.TryParse(code, out _))
                .WithMessage(_ => new Text("应为12位定点医药机构编号", "Must be a facility code of 12 characters").ToString());
            RuleFor(r => r.Continues!.EncounterNo).IsNumber();
        });
    }
}

internal static class DiagnosisRules
{
    /// <summary>其他诊断: at most 20 codes; none where they are left out.</summary>
    internal static IRuleBuilderOptions<T, IReadOnlyList<string>?> AreDiagnoses<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(codes => codes is null || (codes.Count <= 20 && codes.All(code => code is { Length: > 0 and <= 20 })))
        .WithMessage(_ => new Text("其他诊断最多20个，每个1至20位", "At most 20 other diagnoses of 1 to 20 characters").ToString());
}

/// <summary>登记撤销.</summary>
internal sealed record CancelEncounterRequest(string Reason);

internal sealed class CancelEncounterRequestValidator : AbstractValidator<CancelEncounterRequest>
{
    public CancelEncounterRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(200);
}

/// <summary>出院办理.</summary>
/// <param name="DischargedOn">出院日期; the stay is then settled with it as its end.</param>
/// <param name="Manner">离院方式 (dscg_way).</param>
/// <param name="DiagnosisCode">出院主诊断; left out, that of the admission stays.</param>
/// <param name="OtherDiagnoses">出院其他诊断, at most 20; left out, those of the admission stay.</param>
internal sealed record DischargeRequest(
    DateOnly DischargedOn, DischargeManner Manner, string? DiagnosisCode = null, IReadOnlyList<string>? OtherDiagnoses = null);

internal sealed class DischargeRequestValidator : AbstractValidator<DischargeRequest>
{
    public DischargeRequestValidator()
    {
        RuleFor(r => r.DischargedOn).IsDay();
        RuleFor(r => r.DiagnosisCode).MaximumLength(20);
        RuleFor(r => r.OtherDiagnoses).AreDiagnoses();
    }
}

/// <summary>全额自费: the person pays everything now and claims at the insured place; the lines stay for that.</summary>
/// <param name="EndedOn">Discharge date, or the visit's date.</param>
/// <param name="Note">Code of the refusal, or what the fault was; at most 200 characters.</param>
internal sealed record PayInFullRequest(DateOnly EndedOn, SelfPaymentReason Reason, string? Note = null);

internal sealed class PayInFullRequestValidator : AbstractValidator<PayInFullRequest>
{
    public PayInFullRequestValidator()
    {
        RuleFor(r => r.EndedOn).IsDay();
        RuleFor(r => r.Note).MaximumLength(200);
    }
}
