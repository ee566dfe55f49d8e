using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>A change of a person's account.</summary>
/// <param name="No">The agency's own number of the change.</param>
internal readonly record struct PayeeChange(PersonId Person, string PersonNo, string No);

/// <summary>收款账户.</summary>
/// <param name="Holder">户名.</param>
/// <param name="Bank">开户行.</param>
/// <param name="AccountNumber">8 to 30 digits.</param>
internal sealed record ProposePayeeRequest(string Holder, string Bank, string AccountNumber);

internal sealed class ProposePayeeRequestValidator : AbstractValidator<ProposePayeeRequest>
{
    public ProposePayeeRequestValidator()
    {
        RuleFor(r => r.Holder).NotEmpty().MaximumLength(100).IsStorable();
        RuleFor(r => r.Bank).NotEmpty().MaximumLength(200).IsStorable();
        RuleFor(r => r.AccountNumber).Must(number => number is { Length: >= 8 and <= 30 } && number.All(char.IsAsciiDigit))
            .WithMessage(_ => new Text("应为8至30位数字", "Must be 8 to 30 digits").ToString());
    }
}

/// <param name="Confirm">Whether it is confirmed; else it is rejected.</param>
internal sealed record DecidePayeeRequest(bool Confirm);

internal sealed class DecidePayeeRequestValidator : AbstractValidator<DecidePayeeRequest>;

/// <summary>收款账户, masked.</summary>
/// <param name="Holder">The first character and stars.</param>
/// <param name="AccountNumber">Stars and the last four digits.</param>
internal sealed record PayeeAnswer(
    string ChangeNo, PayeeAccountState State, string Holder, string Bank, string AccountNumber, string ProposedBy, DateTimeOffset ProposedAt,
    string? DecidedBy, DateTimeOffset? DecidedAt)
{
    internal static PayeeAnswer From(PayeeAccountRecord a) => new(
        a.ChangeNo, a.State, MaskedName.Of(a.Holder), a.Bank, MaskedAccount.Of(a.AccountNumber), a.ProposedBy, a.ProposedAt.InChina(),
        a.DecidedBy, a.DecidedAt?.InChina());
}

/// <summary>收款账户变更记录, newest first.</summary>
internal sealed record PayeeAccounts(string PersonNo, IReadOnlyList<PayeeAnswer> Items);
