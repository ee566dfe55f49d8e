using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Settlement.Domain.Persons;

/// <summary>公民身份号码: 18 characters of GB 11643, region, birth date, sequence and check digit.</summary>
public readonly record struct IdentityNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CheckDigits = "10X98765432";

    private readonly string? value;

    private IdentityNumber(string value) => this.value = value;

    public string Value => value ?? "";

    /// <summary>For lists and logs: the first six and last two characters, <c>310101**********1X</c>.</summary>
    public string Masked => Value.Length == 18 ? $"{Value[..6]}**********{Value[16..]}" : "";

    public DateOnly BirthDate => DateOnly.ParseExact(Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The seventeenth digit is odd for a man.</summary>
    public Sex Sex => (Value[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    public static bool TryParse([NotNullWhen(true)] string? text, out IdentityNumber number)
    {
        var wellFormed = text is { Length: 18 }
            && text.Take(17).All(char.IsAsciiDigit)
            && RegionCode.TryParse(text[..6], out _)
            && DateOnly.TryParseExact(text.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && text[17] == CheckDigit(text.AsSpan(0, 17));
        number = wellFormed ? new(text!) : default;
        return wellFormed;
    }

    /// <exception cref="FormatException">Not 18 characters with a possible birth date and the right check digit.</exception>
    public static IdentityNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not an identity number of 18 characters with the right check digit.");

    /// <summary>The check character for the first 17 digits (ISO 7064, MOD 11-2).</summary>
    public static char CheckDigit(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (first17[i] - '0') * Weights[i];
        return CheckDigits[sum % 11];
    }

    public override string ToString() => Masked;
}
