using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Agencies;

namespace Settlement.Api.Agencies;

/// <summary>What is kept of an agency.</summary>
/// <param name="Phones">1 to 10.</param>
/// <param name="Hours">办公时间, as words.</param>
/// <param name="Services">What it does at its window; each once.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidThrough">Last day; left out while it stays.</param>
/// <param name="Place">统计用区划代码 of a township (9 digits) or village (12); left out, the region itself.</param>
/// <param name="ParentRegion">Region of the agency above; given with <paramref name="ParentCode"/>.</param>
/// <param name="Longitude">Degrees east, six decimals at most; given with <paramref name="Latitude"/>.</param>
internal sealed record AgencyContent(
    AgencyLevel Level, string Name, string Address, IReadOnlyList<string> Phones, string Hours, IReadOnlyList<AgencyService> Services,
    DateOnly ValidFrom, DateOnly? ValidThrough = null, string? Place = null, string? ParentRegion = null, string? ParentCode = null,
    decimal? Longitude = null, decimal? Latitude = null)
{
    /// <summary>The agency above; null where none is named.</summary>
    internal (RegionCode Region, string Code)? Parent() =>
        ParentCode is { } code && RegionCode.TryParse(ParentRegion, out var region) ? (region, code) : null;

    /// <summary>The same as none or one.</summary>
    internal IEnumerable<(RegionCode Region, string Code)> Parents() => Parent() is { } parent ? [parent] : [];
}

/// <param name="Agency">All that is kept from now on; the level stays.</param>
/// <param name="Version">Version that the caller looked at.</param>
internal sealed record ChangeAgencyRequest(AgencyContent Agency, int? Version);

/// <param name="LastDay">Last day on which it is open: yesterday or later.</param>
/// <param name="Version">Version that the caller looked at.</param>
internal sealed record CloseAgencyRequest(DateOnly LastDay, int? Version);

internal sealed class AgencyContentValidator : AbstractValidator<AgencyContent>
{
    private static readonly int MostServices = Enum.GetValues<AgencyService>().Length;

    public AgencyContentValidator()
    {
        RuleFor(a => a.Name).NotEmpty().MaximumLength(200).IsStorable();
        RuleFor(a => a.Address).NotEmpty().MaximumLength(300).IsStorable();
        RuleFor(a => a.Phones).Must(phones => phones.Count is >= 1 and <= 10)
            .WithMessage(_ => new Text("应为1至10个", "Must be 1 to 10").ToString());
        RuleForEach(a => a.Phones).Cascade(CascadeMode.Stop).NotNull().IsPhone();
        RuleFor(a => a.Hours).NotEmpty().MaximumLength(300).IsStorable();
        RuleFor(a => a.Services)
            .Must(services => services.Count >= 1 && services.Count <= MostServices && services.Distinct().Count() == services.Count)
            .WithMessage(_ => new Text("至少一项，不得重复", "Must be at least one, each once").ToString());
        RuleFor(a => a.ValidFrom).IsDay();
        RuleFor(a => a.ValidThrough!.Value).IsDay().GreaterThanOrEqualTo(a => a.ValidFrom).When(a => a.ValidThrough is not null)
            .OverridePropertyName(nameof(AgencyContent.ValidThrough));
        RuleFor(a => a.Place!).Must(place => place.Length is 6 or 9 or 12 && place.All(char.IsAsciiDigit)).When(a => a.Place is not null)
            .WithMessage(_ => new Text("应为6、9或12位区划代码", "Must be a division code of 6, 9 or 12 digits").ToString());
        RuleFor(a => a.ParentRegion!).IsRegion().When(a => a.ParentRegion is not null || a.ParentCode is not null);
        RuleFor(a => a.ParentCode!).Must(code => code is not null && FieldForm.IsNumber(code))
            .When(a => a.ParentRegion is not null || a.ParentCode is not null)
            .WithMessage(_ => new Text("应为上级机构的编号，并与其区划同时填写", "Must be the code of the agency above, given with its region").ToString());
        IsPosition(RuleFor(a => a.Longitude), a => a.Latitude, 180);
        IsPosition(RuleFor(a => a.Latitude), a => a.Longitude, 90);
    }

    private static void IsPosition(IRuleBuilder<AgencyContent, decimal?> rule, Func<AgencyContent, decimal?> other, int degrees) => rule
        .Must((agency, value) => (value is null) == (other(agency) is null)
            && (value is null || (value >= -degrees && value <= degrees && value * 1_000_000m % 1m == 0m)))
        .WithMessage(_ => new Text("经纬度须同时填写，最多六位小数", "Longitude and latitude go together, with at most six decimals").ToString());
}

internal sealed class ChangeAgencyRequestValidator : AbstractValidator<ChangeAgencyRequest>
{
    public ChangeAgencyRequestValidator(IValidator<AgencyContent> content)
    {
        RuleFor(r => r.Agency).SetValidator(content);
        RuleFor(r => r.Version).NotNull().IsVersion();
    }
}

internal sealed class CloseAgencyRequestValidator : AbstractValidator<CloseAgencyRequest>
{
    public CloseAgencyRequestValidator()
    {
        RuleFor(r => r.LastDay).IsDay();
        RuleFor(r => r.Version).NotNull().IsVersion();
    }
}
