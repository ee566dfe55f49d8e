using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Domain;

namespace Settlement.Api.Http;

/// <summary>Checks of form that several requests share; they use the domain's own parsers.</summary>
internal static class FieldRules
{
    internal static IRuleBuilderOptions<T, string> IsRegion<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(text => RegionCode.TryParse(text, out _))
        .WithMessage(_ => new Text("应为六位行政区划代码，如 330100", "Must be a region code of six digits, such as 330100").ToString());

    /// <summary>A number that the caller makes: letters, digits and -_. up to 40.</summary>
    internal static IRuleBuilderOptions<T, string> IsNumber<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(FieldForm.IsNumber)
        .WithMessage(_ => new Text("应为1至40位字母、数字或 -_.", "Must be 1 to 40 letters, digits or -_.").ToString());

    /// <summary>病种代码, six characters such as M03900.</summary>
    internal static IRuleBuilderOptions<T, string> IsDisease<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(text => text is ['M', _, _, _, _, _] && text.Skip(1).All(char.IsAsciiDigit))
        .WithMessage(_ => new Text("应为六位病种代码，如 M03900", "Must be a disease code of six characters, such as M03900").ToString());

    internal static IRuleBuilderOptions<T, string> IsPhone<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(text => text.Length is >= 3 and <= 30 && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' '))
        .WithMessage(_ => new Text("应为3至30位数字、空格或 +-", "Must be 3 to 30 digits, spaces or +-").ToString());

    /// <summary>Text without U+0000, which PostgreSQL does not keep.</summary>
    internal static IRuleBuilderOptions<T, string?> IsStorable<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text?.Contains('\0') != true)
        .WithMessage(_ => new Text("不得含有 U+0000", "Must not contain U+0000").ToString());

    /// <summary>A version of a record that the caller looked at.</summary>
    internal static IRuleBuilderOptions<T, int?> IsVersion<T>(this IRuleBuilder<T, int?> rule) => rule
        .InclusiveBetween(1, 1_000_000)
        .WithMessage(_ => new Text("应为大于零的版本号", "Must be a version number above zero").ToString());

    /// <summary>A day that can occur in a bill or filing; keeps typing errors out, not policy.</summary>
    internal static IRuleBuilderOptions<T, DateOnly> IsDay<T>(this IRuleBuilder<T, DateOnly> rule) => rule
        .Must(FieldForm.IsDay)
        .WithMessage(_ => new Text("应在2000-01-01与2100-01-01之间", "Must lie between 2000-01-01 and 2100-01-01").ToString());

    internal static IRuleBuilderOptions<T, decimal> IsDecimal<T>(this IRuleBuilder<T, decimal> rule, int scale) => rule
        .PrecisionScale(16, scale, ignoreTrailingZeros: true)
        .WithMessage(_ => new Text($"最多16位数字、{scale}位小数", $"Must have at most 16 digits, {scale} of them decimals").ToString());
}
