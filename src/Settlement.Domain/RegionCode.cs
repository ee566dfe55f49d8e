using System.Diagnostics.CodeAnalysis;

namespace Settlement.Domain;

/// <summary>行政区划代码: six digits of GB/T 2260, two each for province, city and county.</summary>
public readonly record struct RegionCode
{
    private readonly string? value;

    private RegionCode(string value) => this.value = value;

    public string Value => value ?? "000000";

    /// <summary>The province that this region belongs to: 360102 lies in 360000.</summary>
    public RegionCode Province => new(Value[..2] + "0000");

    /// <exception cref="FormatException"><paramref name="text"/> is not six digits.</exception>
    public static RegionCode Parse(string text) =>
        TryParse(text, out var region) ? region : throw new FormatException($"'{text}' is not a region code of six digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out RegionCode region)
    {
        var wellFormed = text is { Length: 6 } && text.All(char.IsAsciiDigit) && !text.StartsWith('0');
        region = wellFormed ? new(text!) : default;
        return wellFormed;
    }

    /// <summary>Whether <paramref name="other"/> is this region or lies inside it: a province holds its cities, a city its counties.</summary>
    public bool Contains(RegionCode other) => other.Value.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The digits that this region and all regions inside it begin with.</summary>
    public string Prefix =>
        Value.EndsWith("0000", StringComparison.Ordinal) ? Value[..2]
        : Value.EndsWith("00", StringComparison.Ordinal) ? Value[..4]
        : Value;

    public override string ToString() => Value;
}
