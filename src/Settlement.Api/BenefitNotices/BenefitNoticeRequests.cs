using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;

namespace Settlement.Api.BenefitNotices;

/// <summary>门慢特告知书 as drafted; under its number it never changes.</summary>
/// <param name="Services">Services that are open; each once.</param>
/// <param name="Diseases">门诊慢特病病种代码 that are open, such as M01600: some where chronicOutpatient is among the services, else none.</param>
/// <param name="Policy">Who is paid what, in words; at most 20,000 characters.</param>
/// <param name="Process">How it is done, in words; at most 20,000 characters.</param>
/// <param name="ContactCode">经办机构 to turn to, kept in <paramref name="ContactRegion"/>.</param>
/// <param name="Source">依据.</param>
internal sealed record BenefitNoticeContent(
    string Title, IReadOnlyList<CareService> Services, IReadOnlyList<string> Diseases, string Policy, string Process, DateOnly ValidFrom,
    string Source, DateOnly? ValidThrough = null, string? ContactRegion = null, string? ContactCode = null)
{
    internal (RegionCode Region, string Code)? Contact() => ContactCode is { } code ? (RegionCode.Parse(ContactRegion!), code) : null;
}

internal sealed record WithdrawBenefitNoticeRequest(string Reason);

internal sealed class BenefitNoticeContentValidator : AbstractValidator<BenefitNoticeContent>
{
    private const int MostDiseases = 500;

    public BenefitNoticeContentValidator()
    {
        RuleFor(n => n.Title).NotEmpty().MaximumLength(200).IsStorable();
        RuleFor(n => n.Services).Must(services => services.Count is >= 1 and <= 20 && services.Distinct().Count() == services.Count)
            .WithMessage(_ => new Text("至少一项，不得重复", "Must be at least one, each once").ToString());
        RuleFor(n => n.Diseases).Must((notice, diseases) => diseases.Count <= MostDiseases && diseases.Distinct().Count() == diseases.Count
                && (diseases.Count > 0) == notice.Services.Contains(CareService.ChronicOutpatient))
            .WithMessage(_ => new Text(
                "开通门诊慢特病的须列病种，不得重复；未开通的不得列", "Must list each disease once where chronicOutpatient is open, else none").ToString());
        RuleForEach(n => n.Diseases).Must(code => code is { Length: 6 } && code[0] == 'M' && code.Skip(1).All(char.IsAsciiDigit))
            .WithMessage(_ => new Text("应为病种代码，如 M01600", "Must be a disease code such as M01600").ToString());
        RuleFor(n => n.Policy).NotEmpty().MaximumLength(20_000).IsStorable();
        RuleFor(n => n.Process).NotEmpty().MaximumLength(20_000).IsStorable();
        RuleFor(n => n.ValidFrom).IsDay();
        RuleFor(n => n.ValidThrough!.Value).IsDay().GreaterThanOrEqualTo(n => n.ValidFrom).When(n => n.ValidThrough is not null)
            .OverridePropertyName(nameof(BenefitNoticeContent.ValidThrough));
        RuleFor(n => n.ContactRegion!).IsRegion().When(n => n.ContactRegion is not null || n.ContactCode is not null);
        RuleFor(n => n.ContactCode!).Must(code => code is not null && FieldForm.IsNumber(code))
            .When(n => n.ContactRegion is not null || n.ContactCode is not null)
            .WithMessage(_ => new Text("应为经办机构的编号，并与其区划同时填写", "Must be the code of an agency, given with its region").ToString());
        RuleFor(n => n.Source).NotEmpty().MaximumLength(300).IsStorable();
    }
}

internal sealed class WithdrawBenefitNoticeRequestValidator : AbstractValidator<WithdrawBenefitNoticeRequest>
{
    public WithdrawBenefitNoticeRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
}
