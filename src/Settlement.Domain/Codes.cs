using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Settlement.Domain;

/// <summary>定点医药机构编号: H (hospital) or P (pharmacy) and 11 digits, of which the first six are the region.</summary>
public readonly record struct FacilityCode
{
    private readonly string? value;

    private FacilityCode(string value) => this.value = value;

    public string Value => value ?? "";

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

/// <summary>人员编号: the number under which the insured place knows a person (psn_no).</summary>
public readonly record struct PersonNo(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Identifies one person inside the platform; first in the key of every row that belongs to the person.</summary>
public readonly record struct PersonId(Guid Value)
{
    /// <summary>
    /// The id follows from the insured region and the number there (a version 8 UUID of their SHA-256), so that it is known
    /// without a look-up and two persons of one number cannot exist.
    /// </summary>
    public static PersonId Of(RegionCode insuredRegion, PersonNo personNo)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{insuredRegion}/{personNo}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(new Guid(hash[..16], bigEndian: true));
    }
}

/// <summary>Identifies one filing.</summary>
public readonly record struct FilingId(Guid Value)
{
    public static FilingId New() => new(Guid.CreateVersion7());
}

/// <summary>Identifies one encounter.</summary>
public readonly record struct EncounterId(Guid Value)
{
    public static EncounterId New() => new(Guid.CreateVersion7());
}

/// <summary>Identifies one settlement record, be it a settlement or a reversal.</summary>
public readonly record struct SettlementId(Guid Value)
{
    public static SettlementId New() => new(Guid.CreateVersion7());
}
