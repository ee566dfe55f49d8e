using System.Security.Cryptography;
using System.Text;

namespace Settlement.Domain;

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
