using System.Globalization;
using FluentValidation.Resources;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>What FluentValidation says of a field, in the language of the request.</summary>
internal sealed class ValidationMessages : ILanguageManager
{
    private static readonly Text Any = new("值不符合要求", "The value does not have the required form");

    private static readonly Dictionary<string, Text> Of = new()
    {
        ["NotEmptyValidator"] = new("不能为空", "Must not be empty"),
        ["NotNullValidator"] = new("不能为空", "Must be given"),
        ["MaximumLengthValidator"] = new("最多{MaxLength}个字符", "At most {MaxLength} characters"),
        ["GreaterThanValidator"] = new("须大于{ComparisonValue}", "Must be greater than {ComparisonValue}"),
        ["GreaterThanOrEqualValidator"] = new("不得小于{ComparisonValue}", "Must be at least {ComparisonValue}"),
        ["LessThanOrEqualValidator"] = new("不得大于{ComparisonValue}", "Must be at most {ComparisonValue}"),
        ["LessThanValidator"] = new("须小于{ComparisonValue}", "Must be less than {ComparisonValue}"),
    };

    public bool Enabled { get; set; } = true;

    public CultureInfo Culture { get; set; } = Text.ChineseCulture;

    public string GetString(string key, CultureInfo? culture = null) => Of.GetValueOrDefault(key, Any).ToString();
}
