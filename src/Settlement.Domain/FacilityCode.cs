using System.Diagnostics.CodeAnalysis;

namespace Settlement.Domain;

/// <summary>定点医药机构编号: H (hospital) or P (pharmacy) and 11 digits, of which the first six are the region.</summary>
public readonly record struct FacilityCode
{
    private readonly string? value;

    private FacilityCode(string value) => this.value = value;

    public string Value => value ?? "";

    /// <summary>定点零售药店, as against a hospital.</summary>
    public bool IsPharmacy => Value.StartsWith('P');

    public static bool TryParse([NotNullWhen(true)] string? text, out FacilityCode code)
    {
        var wellFormed = text is { Length: 12 } && text[0] is 'H' or 'P' && text.Skip(1).All(char.IsAsciiDigit);
        code = wellFormed ? new(text!) : default;
        return wellFormed;
    }

    /// <exception cref="FormatException"><paramref name="text"/> is not H or P and eleven digits.</exception>
    public static FacilityCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a facility code such as H31010100001.");

    public override string ToString() => Value;
}
