using System.Runtime.CompilerServices;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>个人负担构成: what is left to the person, by part, while one payer after the other takes a share of it.</summary>
[InlineArray(Count)]
public struct PersonalParts
{
    private const int Count = 7; // of PersonalPart
    private Money first;

    public Money this[PersonalPart part]
    {
        readonly get => this[(int)part];
        set => this[(int)part] = value;
    }

    public readonly Money Total
    {
        get
        {
            var total = Money.Zero;
            foreach (var part in this)
                total += part;
            return total;
        }
    }

    public readonly Money Of(IReadOnlyList<PersonalPart> parts)
    {
        var sum = Money.Zero;
        for (var i = 0; i < parts.Count; i++)
            sum += this[parts[i]];
        return sum;
    }

    /// <summary>Takes a payment off the parts, the first one first, and says how much of each it relieved.</summary>
    /// <param name="payment">At most the sum of the parts.</param>
    internal PersonalParts Relieve(Money payment, IReadOnlyList<PersonalPart> parts)
    {
        var relieved = new PersonalParts();
        for (var i = 0; i < parts.Count; i++)
        {
            var taken = Money.Min(payment, this[parts[i]]);
            this[parts[i]] -= taken;
            relieved[parts[i]] = taken;
            payment -= taken;
        }
        return relieved;
    }

    public static PersonalParts operator +(PersonalParts left, PersonalParts right)
    {
        for (var i = 0; i < Count; i++)
            left[i] += right[i];
        return left;
    }
}
