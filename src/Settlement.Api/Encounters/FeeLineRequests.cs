using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;

namespace Settlement.Api.Encounters;

/// <summary>A batch of 费用明细; a line number that is there already is replaced.</summary>
internal sealed record UploadFeeLinesRequest(IReadOnlyList<UploadFeeLinesRequest.Line> Lines)
{
    /// <summary>Yuan; a line of a hundred million or more is a mistake, and below it no sum can overflow.</summary>
    internal const decimal AmountLimit = 100_000_000m;

    /// <param name="LineNo">The facility's own number, unique within the encounter.</param>
    /// <param name="ItemCode">
    /// NHSA code of drug or service; null where the hospital's own code is matched with none, which is answered as unmapped (未对码).
    /// </param>
    /// <param name="ServiceDate">费用发生日.</param>
    /// <param name="Quantity">At most four decimals; above zero, below zero on a refund.</param>
    /// <param name="UnitPrice">Yuan, at most six decimals; on a refund that of its charge, not negative.</param>
    /// <param name="Amount">Yuan, two decimals, below a hundred million: unit price × quantity, half a fen up.</param>
    /// <param name="Kind">目录类别; left out, the catalogue alone says it.</param>
    /// <param name="RefundsLineNo">Number of the charge that this line refunds (init_feedetl_sn); left out for a charge.</param>
    /// <param name="Approval">医院审批标志 (hosp_appr_flag) of a charge.</param>
    /// <param name="HospitalItemCode">医疗机构目录编码 (medins_list_codg): the hospital's own code.</param>
    /// <param name="OutsideFacility">
    /// 外检外购: name of the place where an item of a stay was done or bought, if not in this hospital (R1.12.1).
    /// </param>
    /// <param name="DiseaseCode">
    /// 病种代码 that the doctor gave the line for; left out for ordinary care, and where the encounter says it.
    /// </param>
    internal sealed record Line(
        string LineNo,
        string? ItemCode,
        DateOnly ServiceDate,
        decimal Quantity,
        decimal UnitPrice,
        decimal Amount,
        ItemKind? Kind = null,
        string? RefundsLineNo = null,
        HospitalApproval Approval = HospitalApproval.None,
        string? HospitalItemCode = null,
        string? OutsideFacility = null,
        string? DiseaseCode = null)
    {
        internal bool IsRefund => RefundsLineNo is not null;

        internal FeeLine ToFeeLine() => new(LineNo, ItemCode ?? "", ServiceDate, Quantity, UnitPrice, Money.FromYuan(Amount))
        {
            Kind = Kind,
            RefundsLineNo = RefundsLineNo,
            Approval = Approval,
            HospitalItemCode = HospitalItemCode,
            OutsideFacility = OutsideFacility,
        };
    }
}

internal sealed class UploadFeeLinesRequestValidator : AbstractValidator<UploadFeeLinesRequest>
{
    public UploadFeeLinesRequestValidator() => RuleFor(r => r.Lines).SetValidator(new FeeLinesValidator());
}

internal sealed class FeeLinesValidator : AbstractValidator<IReadOnlyList<UploadFeeLinesRequest.Line>>
{
    public FeeLinesValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r).NotEmpty();
        RuleForEach(r => r).NotNull();
        RuleFor(r => r).Must(lines => lines.Count <= 1000)
            .WithMessage(_ => new Text("每批最多1000条", "At most 1,000 lines in one batch").ToString());
        RuleFor(r => r).Must(lines => lines.DistinctBy(l => l.LineNo).Count() == lines.Count)
            .WithMessage(_ => new Text("明细序号重复", "A line number occurs twice").ToString());
        RuleForEach(r => r).ChildRules(line =>
        {
            line.RuleFor(l => l.LineNo).IsNumber();
            line.RuleFor(l => l.ServiceDate).IsDay();
            line.RuleFor(l => l.ItemCode).NotEmpty().When(l => l.HospitalItemCode is null);
            line.RuleFor(l => l.ItemCode).MaximumLength(50);
            line.RuleFor(l => l.HospitalItemCode).MaximumLength(150);
            line.RuleFor(l => l.OutsideFacility).NotEmpty().When(l => l.OutsideFacility is not null);
            line.RuleFor(l => l.OutsideFacility).MaximumLength(200);
            line.RuleFor(l => l.DiseaseCode!).IsDisease().When(l => l.DiseaseCode is not null);
            line.RuleFor(l => l.Quantity).IsDecimal(4);
            line.RuleFor(l => l.UnitPrice).GreaterThanOrEqualTo(0).IsDecimal(6);
            line.RuleFor(l => l.Amount).GreaterThan(-UploadFeeLinesRequest.AmountLimit)
                .LessThan(UploadFeeLinesRequest.AmountLimit).IsDecimal(2);
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

/// <summary>费用明细删除 before the settlement.</summary>
/// <param name="LineNos">1 to 1,000 numbers of lines; one that is not there is passed over.</param>
internal sealed record DeleteFeeLinesRequest(IReadOnlyList<string> LineNos);

internal sealed class DeleteFeeLinesRequestValidator : AbstractValidator<DeleteFeeLinesRequest>
{
    public DeleteFeeLinesRequestValidator()
    {
        RuleFor(r => r.LineNos).NotEmpty();
        RuleFor(r => r.LineNos).Must(numbers => numbers.Count <= 1000)
            .WithMessage(_ => new Text("每批最多1000条", "At most 1,000 lines in one batch").ToString());
        RuleForEach(r => r.LineNos).Cascade(CascadeMode.Stop).NotNull().IsNumber();
    }
}
