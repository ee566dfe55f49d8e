using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>个人账户支出 (acct_pay): what the personal account takes over of the personal share.</summary>
/// <param name="Balance">Balance before; never below what is paid.</param>
/// <param name="Relieved">Of which parts of the personal share.</param>
public sealed record PersonalAccountPayment(PersonalAccountRules Rules, Money Balance, Money Paid, PersonalParts Relieved)
{
    /// <summary>Step 13 of R2.1: the account first where it may pay, the rest is cash (R2.8). Null where it pays nothing at all.</summary>
    /// <param name="personal">What is left to the person; the payment is taken off it.</param>
    internal static PersonalAccountPayment? Of(SettlementClaim claim, ReimbursementPolicy policy, ref PersonalParts personal)
    {
        if (claim.PersonalAccountBalance is not { } balance
            || policy.PersonalAccount is not { } rules
            || !rules.Services.Contains(claim.Encounter.Service))
            return null;
        var paid = Money.Min(balance.AtLeastZero(), personal.Of(rules.Pays));
        return new(rules, balance, paid, personal.Relieve(paid, rules.Pays));
    }
}
