using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.Opening;

/// <summary>手工报销申请: on an encounter whose bill the facility uploaded, or on a bill that the clerk enters from documents.</summary>
/// <param name="PersonNo">人员编号 at the insured place.</param>
/// <param name="Encounter">就诊 that was paid in full at a facility that uploaded it; left out where there is a bill.</param>
/// <param name="Bill">The bill as the documents say it; left out where there is an encounter.</param>
/// <param name="Invoices">收费票据, at most 20; what is not known yet is supplied later.</param>
/// <param name="Shown">材料: kinds of documents that the agency has seen. Files are uploaded one by one afterwards.</param>
internal sealed record OpenManualClaimRequest(
    string PersonNo, UploadedEncounter? Encounter = null, PaperBill? Bill = null, IReadOnlyList<InvoiceNumber>? Invoices = null,
    IReadOnlyList<ClaimDocumentKind>? Shown = null);

/// <summary>An encounter of a facility.</summary>
internal sealed record UploadedEncounter(string FacilityCode, string EncounterNo);

/// <summary>A bill that no facility uploaded.</summary>
/// <param name="FacilityCode">定点医药机构编号; left out for a facility that is in no directory.</param>
/// <param name="Facility">The facility, where it has no code.</param>
/// <param name="EndedOn">Discharge date, or the visit's date.</param>
/// <param name="Reason">Why it was not settled directly.</param>
/// <param name="Lines">费用清单: 1 to 1,000 lines.</param>
internal sealed record PaperBill(
    CareService Service, DateOnly StartedOn, DateOnly EndedOn, SelfPaymentReason Reason, IReadOnlyList<PaperBillLine> Lines,
    string? FacilityCode = null, UnlistedFacility? Facility = null, string? DiagnosisCode = null, string? DiseaseCode = null,
    bool IsEmergency = false, Trauma Trauma = Trauma.None);

/// <summary>A facility that is in no directory.</summary>
/// <param name="Region">Region of it, six digits, down to the county where known.</param>
internal sealed record UnlistedFacility(string Name, string Region, FacilityLevel Level);

/// <summary>One line of the bill.</summary>
/// <param name="ItemCode">NHSA code; left out only for an item outside the catalogue.</param>
/// <param name="Quantity">Above zero, at most four decimals.</param>
/// <param name="UnitPrice">Yuan, at most six decimals.</param>
/// <param name="Amount">Yuan, two decimals: unit price × quantity, half a fen up.</param>
/// <param name="ItemName">What the bill calls it.</param>
/// <param name="OutsideCatalog">目录外: the catalogue does not list the item, so that it is wholly self-paid.</param>
internal sealed record PaperBillLine(
    string LineNo, DateOnly ServiceDate, decimal Quantity, decimal UnitPrice, decimal Amount, string? ItemCode = null, ItemKind? Kind = null,
    string? ItemName = null, bool OutsideCatalog = false)
{
    internal FeeLine ToFeeLine() => new(LineNo, ItemCode ?? "", ServiceDate, Quantity, UnitPrice, Money.FromYuan(Amount))
    {
        Kind = Kind,
        HospitalItemCode = ItemName,
    };
}

internal sealed class OpenManualClaimRequestValidator : AbstractValidator<OpenManualClaimRequest>
{
    public OpenManualClaimRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r.PersonNo).NotEmpty().MaximumLength(30).IsStorable();
        RuleFor(r => r.Encounter).Must((r, encounter) => encounter is null != r.Bill is null)
            .WithMessage(_ => new Text("就诊与票据费用二选一", "Give either an encounter or a bill").ToString());
        RuleFor(r => r.Encounter!).ChildRules(encounter =>
        {
            encounter.RuleFor(e => e.FacilityCode).Must(code => FacilityCode.TryParse(code, out _))
                .WithMessage(_ => new Text("应为十二位医药机构代码", "Must be a facility code of twelve characters").ToString());
            encounter.RuleFor(e => e.EncounterNo).IsNumber();
        }).When(r => r.Encounter is not null);
        RuleFor(r => r.Bill!).SetValidator(new PaperBillValidator()).When(r => r.Bill is not null);
        RuleFor(r => r.Invoices!).SetValidator(new InvoicesValidator()).When(r => r.Invoices is not null);
        RuleFor(r => r.Shown).Must(shown => shown!.Distinct().Count() == shown!.Count).When(r => r.Shown is not null)
            .WithMessage(_ => new Text("材料种类重复", "A kind of document occurs twice").ToString());
    }
}

internal sealed class PaperBillValidator : AbstractValidator<PaperBill>
{
    public PaperBillValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        // It is dispensed on a prescription by an approved facility, which uploads the purchase (R-DRG-01).
        RuleFor(b => b.Service).NotEqual(CareService.SpecialDrug)
            .WithMessage(_ => new Text("特药须按医药机构上传的购药就诊申请", "A special drug is claimed on the purchase that the facility uploaded").ToString());
        RuleFor(b => b.StartedOn).IsDay();
        RuleFor(b => b.EndedOn).IsDay();
        RuleFor(b => b.FacilityCode).Must((b, code) => code is null != b.Facility is null)
            .WithMessage(_ => new Text("机构代码与机构信息二选一", "Give either the facility's code or the facility").ToString());
        RuleFor(b => b.FacilityCode).Must(code => FacilityCode.TryParse(code, out _)).When(b => b.FacilityCode is not null)
            .WithMessage(_ => new Text("应为十二位医药机构代码", "Must be a facility code of twelve characters").ToString());
        RuleFor(b => b.Facility!).ChildRules(facility =>
        {
            facility.RuleFor(f => f.Name).NotEmpty().MaximumLength(200).IsStorable();
            facility.RuleFor(f => f.Region).IsRegion();
        }).When(b => b.Facility is not null);
        RuleFor(b => b.DiagnosisCode).NotEmpty().When(b => b.Service != CareService.Pharmacy || b.DiagnosisCode is not null);
        RuleFor(b => b.DiagnosisCode).MaximumLength(20).IsStorable();
        RuleFor(b => b.DiseaseCode).Must((b, disease) => (b.Service == CareService.ChronicOutpatient) == disease is { Length: > 0 and <= 6 })
            .WithMessage(_ => new Text("门诊慢特病须填病种代码，其他服务不填", "Chronic outpatient care needs a disease, nothing else has one").ToString());
        RuleFor(b => b.DiseaseCode).IsStorable();
        RuleFor(b => b.Lines).NotEmpty();
        RuleForEach(b => b.Lines).NotNull();
        RuleFor(b => b.Lines).Must(lines => lines.Count <= 1000)
            .WithMessage(_ => new Text("最多1000条", "At most 1,000 lines").ToString());
        RuleFor(b => b.Lines).Must(lines => lines.DistinctBy(l => l.LineNo).Count() == lines.Count)
            .WithMessage(_ => new Text("明细序号重复", "A line number occurs twice").ToString());
        RuleForEach(b => b.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.LineNo).IsNumber();
            line.RuleFor(l => l.ServiceDate).IsDay();
            line.RuleFor(l => l.ItemCode).NotEmpty().When(l => !l.OutsideCatalog || l.ItemCode is not null);
            line.RuleFor(l => l.ItemCode).MaximumLength(50).IsStorable();
            line.RuleFor(l => l.ItemName).MaximumLength(150).IsStorable();
            line.RuleFor(l => l.Quantity).GreaterThan(0).IsDecimal(4);
            line.RuleFor(l => l.UnitPrice).GreaterThanOrEqualTo(0).IsDecimal(6);
            line.RuleFor(l => l.Amount).GreaterThanOrEqualTo(0).LessThan(UploadFeeLinesRequest.AmountLimit).IsDecimal(2);
        });
    }
}
