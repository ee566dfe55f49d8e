using System.Text.RegularExpressions;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Chronic;

/// <summary>门诊慢特病资格认定.</summary>
/// <param name="DiseaseCode">病种代码, the whole national code such as M03900.</param>
/// <param name="ValidFrom">First day on which an encounter may begin.</param>
/// <param name="ValidThrough">Last such day; left out for no end.</param>
/// <param name="Certificate">诊断证明.</param>
/// <param name="Facilities">选定医药机构, at most 20; left out, every facility that is open for the disease (R-CHR-05).</param>
internal sealed record GrantQualificationRequest(
    string DiseaseCode, DateOnly ValidFrom, CertificatePart Certificate, DateOnly? ValidThrough = null, IReadOnlyList<string>? Facilities = null);

/// <summary>诊断证明: who certified the disease, when and where.</summary>
internal sealed record CertificatePart(string Doctor, DateOnly IssuedOn, string Issuer);

/// <summary>资格延续.</summary>
/// <param name="Version">Version that was looked at.</param>
/// <param name="ValidThrough">The new last day, later than the old one; left out for no end.</param>
internal sealed record ExtendQualificationRequest(int Version, DateOnly? ValidThrough = null);

/// <summary>变更选定医药机构, for encounters that begin from a day on.</summary>
/// <param name="Version">Version that was looked at.</param>
/// <param name="Facilities">All of them, at most 20; empty for every facility that is open for the disease.</param>
/// <param name="From">First day, today or later; left out, today. What began before keeps its facilities.</param>
internal sealed record ChangeQualificationFacilitiesRequest(int Version, IReadOnlyList<string> Facilities, DateOnly? From = null);

/// <summary>资格取消.</summary>
/// <param name="Version">Version that was looked at.</param>
/// <param name="From">First day on which nothing may begin any more; what began before stays.</param>
internal sealed record RevokeQualificationRequest(int Version, DateOnly From, string Reason);

internal sealed partial class GrantQualificationRequestValidator : AbstractValidator<GrantQualificationRequest>
{
    public GrantQualificationRequestValidator()
    {
        RuleFor(r => r.DiseaseCode).Must(code => DiseaseCode().IsMatch(code))
            .WithMessage(_ => new Text("应为 M 加五位数字，如 M03900", "Must be M and five digits, such as M03900").ToString());
        RuleFor(r => r.ValidFrom).IsDay();
        RuleFor(r => r.ValidThrough!.Value).IsDay().When(r => r.ValidThrough is not null).OverridePropertyName(nameof(GrantQualificationRequest.ValidThrough));
        RuleFor(r => r.ValidThrough).GreaterThanOrEqualTo(r => r.ValidFrom).When(r => r.ValidThrough is not null)
            .WithMessage(_ => new Text("截止日早于开始日", "The last day is before the first").ToString());
        RuleFor(r => r.Certificate.Doctor).NotEmpty().MaximumLength(100).IsStorable();
        RuleFor(r => r.Certificate.Issuer).NotEmpty().MaximumLength(200).IsStorable();
        RuleFor(r => r.Certificate.IssuedOn).IsDay();
        RuleFor(r => r.Facilities!).IsChoice().When(r => r.Facilities is not null);
    }

    [GeneratedRegex(@"^M[0-9]{5}\z")]
    private static partial Regex DiseaseCode();
}

internal sealed class ExtendQualificationRequestValidator : AbstractValidator<ExtendQualificationRequest>
{
    public ExtendQualificationRequestValidator()
    {
        RuleFor(r => (int?)r.Version).IsVersion().OverridePropertyName(nameof(ExtendQualificationRequest.Version));
        RuleFor(r => r.ValidThrough!.Value).IsDay().When(r => r.ValidThrough is not null).OverridePropertyName(nameof(ExtendQualificationRequest.ValidThrough));
    }
}

internal sealed class ChangeQualificationFacilitiesRequestValidator : AbstractValidator<ChangeQualificationFacilitiesRequest>
{
    public ChangeQualificationFacilitiesRequestValidator()
    {
        RuleFor(r => (int?)r.Version).IsVersion().OverridePropertyName(nameof(ChangeQualificationFacilitiesRequest.Version));
        RuleFor(r => r.Facilities).IsChoice();
        RuleFor(r => r.From!.Value).IsDay().When(r => r.From is not null).OverridePropertyName(nameof(ChangeQualificationFacilitiesRequest.From));
    }
}

internal sealed class RevokeQualificationRequestValidator : AbstractValidator<RevokeQualificationRequest>
{
    public RevokeQualificationRequestValidator()
    {
        RuleFor(r => (int?)r.Version).IsVersion().OverridePropertyName(nameof(RevokeQualificationRequest.Version));
        RuleFor(r => r.From).IsDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
    }
}

internal static class FacilityChoice
{
    private const int Most = 20;

    /// <summary>选定医药机构: facility codes, none twice.</summary>
    internal static IRuleBuilderOptions<T, IReadOnlyList<string>> IsChoice<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) => rule
        .Must(codes => codes.Count <= Most && codes.Distinct().Count() == codes.Count && codes.All(code => FacilityCode.TryParse(code, out _)))
        .WithMessage(_ => new Text($"应为最多{Most}个十二位医药机构代码，不得重复", $"Must be at most {Most} facility codes of twelve characters, none twice").ToString());
}
