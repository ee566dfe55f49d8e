using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Api.Catalogs;

/// <summary>就医地目录版本.</summary>
/// <param name="ValidFrom">First service date for which it holds.</param>
/// <param name="Basis">依据: the document by which the province sets it.</param>
/// <param name="Rows">One item each, 1 to 100,000.</param>
internal sealed record CatalogVersionContent(DateOnly ValidFrom, string Basis, IReadOnlyList<CatalogRowRequest> Rows);

/// <summary>What a version says of one item.</summary>
/// <param name="ItemCode">医保目录编码.</param>
/// <param name="Operation">调整方式; a row that removes says nothing else.</param>
/// <param name="FirstSelfPaidRatio">先行自付比例, 0 to 1 with up to four decimals: of class B; left out of the others.</param>
/// <param name="PriceLimitCommunity">支付限价 in yuan per unit at facilities of this level, as the other three; left out for no limit.</param>
/// <param name="FeeCategory">医疗收费项目类别, 01 to 14.</param>
/// <param name="PaymentRestriction">
/// 限定支付范围 as published; left out where there is none. The conditions after it say what of it can be checked.
/// </param>
/// <param name="SaysAll">Whether the conditions say everything that the text says.</param>
internal sealed record CatalogRowRequest(
    string ItemCode, CatalogOperation Operation, string? Name = null, ItemKind? Kind = null, ItemClass? ItemClass = null,
    decimal? FirstSelfPaidRatio = null, decimal? PriceLimitCommunity = null, decimal? PriceLimitPrimary = null,
    decimal? PriceLimitSecondary = null, decimal? PriceLimitTertiary = null, string? FeeCategory = null, string? PaymentRestriction = null,
    AgeGroup? OnlyAge = null, Sex? OnlySex = null, FacilityLevel? FromLevel = null, CareCondition? OnlyCare = null, bool SecondLine = false,
    bool OtherInsurance = false, bool SaysAll = false);

/// <summary>A version as it was sent, as JSON or CSV. The rows are read one by one, so that every faulty one can be named.</summary>
internal sealed record UploadCatalogVersionRequest(DateOnly ValidFrom, string Basis, IReadOnlyList<JsonElement> Rows)
    : ITable<UploadCatalogVersionRequest>
{
    internal const int RowsAtMost = 100_000;

    /// <summary>Enough for as many rows with long names and restrictions.</summary>
    internal const int BytesAtMost = 128 * 1024 * 1024;

    public static CsvRows Form { get; } = new(
        new HashSet<string>
        {
            "itemCode", "operation", "name", "kind", "itemClass", "feeCategory", "paymentRestriction", "onlyAge", "onlySex", "fromLevel",
            "onlyCare",
            "firstSelfPaidRatio", "priceLimitCommunity", "priceLimitPrimary", "priceLimitSecondary", "priceLimitTertiary",
            "secondLine", "otherInsurance", "saysAll",
        },
        ["itemCode"],
        (name, field) => name switch
        {
            "firstSelfPaidRatio" or "priceLimitCommunity" or "priceLimitPrimary" or "priceLimitSecondary" or "priceLimitTertiary"
                when decimal.TryParse(
                    field, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            "secondLine" or "otherInsurance" or "saysAll" when field is "true" or "false" => JsonValue.Create(field == "true"),
            _ => JsonValue.Create(field),
        });

    static UploadCatalogVersionRequest ITable<UploadCatalogVersionRequest>.Of(
        IReadOnlyList<JsonElement> rows, Func<string, string> query) =>
        new(FirstDay(query("validFrom")), query("basis"), rows);

    private static DateOnly FirstDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new FormatException(new Text(
            "CSV 须以 ?validFrom=yyyy-MM-dd&basis= 说明起始日与依据", "A CSV comes with ?validFrom=yyyy-MM-dd&basis=").ToString());
}

internal sealed class UploadCatalogVersionValidator : AbstractValidator<UploadCatalogVersionRequest>
{
    public UploadCatalogVersionValidator()
    {
        RuleFor(r => r.ValidFrom).IsDay();
        RuleFor(r => r.Basis).NotEmpty().MaximumLength(500).IsStorable();
        RuleFor(r => r.Rows).Must(rows => rows.Count is >= 1 and <= UploadCatalogVersionRequest.RowsAtMost)
            .WithMessage(_ => new Text(
                $"应为1至{UploadCatalogVersionRequest.RowsAtMost}行",
                $"Must be 1 to {UploadCatalogVersionRequest.RowsAtMost} rows").ToString());
    }
}

/// <param name="Revision">The one that the caller looked at.</param>
internal sealed record CatalogVersionStepRequest(int Revision);

/// <param name="Revision">The one that the caller looked at.</param>
/// <param name="Reason">撤回原因.</param>
internal sealed record WithdrawCatalogVersionRequest(int Revision, string Reason);

internal sealed class CatalogVersionStepValidator : AbstractValidator<CatalogVersionStepRequest>
{
    public CatalogVersionStepValidator() =>
        RuleFor(r => (int?)r.Revision).IsVersion().OverridePropertyName(nameof(CatalogVersionStepRequest.Revision));
}

internal sealed class WithdrawCatalogVersionValidator : AbstractValidator<WithdrawCatalogVersionRequest>
{
    public WithdrawCatalogVersionValidator()
    {
        RuleFor(r => (int?)r.Revision).IsVersion().OverridePropertyName(nameof(WithdrawCatalogVersionRequest.Revision));
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500).IsStorable();
    }
}
