using System.Text.RegularExpressions;
using FluentValidation;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Api.Encounters;

/// <summary>就诊登记.</summary>
/// <param name="InsuredRegion">参保地统筹区, six digits.</param>
/// <param name="PersonNo">人员编号 at the insured place.</param>
/// <param name="Service">住院, 普通门诊 or 门诊慢特病 at a hospital; 药店购药 or 门诊慢特病 at a pharmacy.</param>
/// <param name="StartedOn">Admission or visit date.</param>
/// <param name="DiagnosisCode">ICD-10 医保版 2.0 code of the main diagnosis; only a purchase at a pharmacy may go without.</param>
/// <param name="IsEmergency">急诊抢救: an unfiled person is deemed filed.</param>
/// <param name="Trauma">外伤 (trum_flag, rel_ttp_flag).</param>
/// <param name="DiseaseCode">门诊慢特病病种代码 (dise_codg), six characters: for 门诊慢特病 and for nothing else.</param>
internal sealed record RegisterEncounterRequest(
    string InsuredRegion,
    string PersonNo,
    CareService Service,
    DateOnly StartedOn,
    string? DiagnosisCode = null,
    bool IsEmergency = false,
    Trauma Trauma = Trauma.None,
    string? DiseaseCode = null);

internal sealed partial class RegisterEncounterRequestValidator : AbstractValidator<RegisterEncounterRequest>
{
    public RegisterEncounterRequestValidator()
    {
        RuleFor(r => r.InsuredRegion).IsRegion();
        RuleFor(r => r.PersonNo).NotEmpty().MaximumLength(30);
        RuleFor(r => r.DiagnosisCode).NotEmpty().When(r => r.Service != CareService.Pharmacy);
        RuleFor(r => r.DiagnosisCode).MaximumLength(20);
        RuleFor(r => r.DiseaseCode).Must(code => code is not null && DiseaseCode().IsMatch(code)).When(r => r.Service == CareService.ChronicOutpatient)
            .WithMessage(_ => new Text("门诊慢特病须填病种代码，如 M03900", "Chronic outpatient care needs a disease code, such as M03900").ToString());
        RuleFor(r => r.DiseaseCode).Null().When(r => r.Service != CareService.ChronicOutpatient)
            .WithMessage(_ => new Text("仅门诊慢特病填病种代码", "Only chronic outpatient care has a disease code").ToString());
        RuleFor(r => r.StartedOn).IsDay();
    }

    [GeneratedRegex(@"^M[0-9]{5}\z")]
    private static partial Regex DiseaseCode();
}

/// <summary>A batch of 费用明细; a line number that is there already is replaced.</summary>
internal sealed record UploadFeeLinesRequest(IReadOnlyList<UploadFeeLinesRequest.Line> Lines)
{
    /// <summary>Yuan; a line of a hundred million or more is a mistake, and below it no sum can overflow.</summary>
    internal const decimal AmountLimit = 100_000_000m;

    /// <param name="LineNo">The facility's own number, unique within the encounter.</param>
    /// <param name="ItemCode">NHSA code of drug or service.</param>
    /// <param name="ServiceDate">费用发生日.</param>
    /// <param name="Quantity">At most four decimals; above zero, below zero on a refund.</param>
    /// <param name="UnitPrice">Yuan, at most six decimals; on a refund that of its charge, not negative.</param>
    /// <param name="Amount">Yuan, two decimals, below a hundred million: unit price × quantity, half a fen up.</param>
    /// <param name="Kind">目录类别; left out, the catalogue alone says it.</param>
    /// <param name="RefundsLineNo">Number of the charge that this line refunds (init_feedetl_sn); left out for a charge.</param>
    /// <param name="Approval">医院审批标志 (hosp_appr_flag) of a charge.</param>
    internal sealed record Line(
        string LineNo,
        string ItemCode,
        DateOnly ServiceDate,
        decimal Quantity,
        decimal UnitPrice,
        decimal Amount,
        ItemKind? Kind = null,
        string? RefundsLineNo = null,
        HospitalApproval Approval = HospitalApproval.None)
    {
        internal bool IsRefund => RefundsLineNo is not null;

        internal FeeLine ToFeeLine() => new(LineNo, ItemCode, ServiceDate, Quantity, UnitPrice, Money.FromYuan(Amount))
        {
            Kind = Kind,
            RefundsLineNo = RefundsLineNo,
            Approval = Approval,
        };
    }
}

internal sealed class UploadFeeLinesRequestValidator : AbstractValidator<UploadFeeLinesRequest>
{
    public UploadFeeLinesRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r.Lines).NotEmpty();
        RuleForEach(r => r.Lines).NotNull();
        RuleFor(r => r.Lines).Must(lines => lines.Count <= 1000)
            .WithMessage(_ => new Text("每批最多1000条", "At most 1,000 lines in one batch").ToString());
        RuleFor(r => r.Lines).Must(lines => lines.DistinctBy(l => l.LineNo).Count() == lines.Count)
            .WithMessage(_ => new Text("明细序号重复", "A line number occurs twice").ToString());
        RuleForEach(r => r.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.LineNo).IsNumber();
            line.RuleFor(l => l.ServiceDate).IsDay();
            line.RuleFor(l => l.ItemCode).NotEmpty().MaximumLength(50);
            line.RuleFor(l => l.Quantity).IsDecimal(4);
            line.RuleFor(l => l.UnitPrice).GreaterThanOrEqualTo(0).IsDecimal(6);
            line.RuleFor(l => l.Amount).GreaterThan(-UploadFeeLinesRequest.AmountLimit).LessThan(UploadFeeLinesRequest.AmountLimit).IsDecimal(2);
            line.When(l => !l.IsRefund, () =>
            {
                line.RuleFor(l => l.Quantity).GreaterThan(0);
                line.RuleFor(l => l.Amount).GreaterThanOrEqualTo(0);
            }).Otherwise(() =>
            {
                line.RuleFor(l => l.RefundsLineNo!).IsNumber();
                line.RuleFor(l => l.RefundsLineNo).NotEqual(l => l.LineNo)
                    .WithMessage(_ => new Text("退费明细不能退自身", "A line cannot refund itself").ToString());
                line.RuleFor(l => l.Quantity).LessThan(0);
                line.RuleFor(l => l.Amount).LessThanOrEqualTo(0);
            });
        });
    }
}
