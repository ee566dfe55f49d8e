using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>票据代码 and 票据号码.</summary>
/// <param name="Number">4 to 20 digits or capital letters.</param>
/// <param name="Code">Up to 20 digits or capital letters; left out for a fully digital invoice (数电票), whose number has 20 digits, and for no other.</param>
internal sealed record InvoiceNumber(string Number, string? Code = null)
{
    /// <param name="code">Empty where the invoice has none.</param>
    internal static InvoiceNumber Of(string code, string number) => new(number, code.Length == 0 ? null : code);

    internal InvoiceKey ToKey() => new(Code ?? "", Number);
}

internal sealed class InvoicesValidator : AbstractValidator<IReadOnlyList<InvoiceNumber>>
{
    public InvoicesValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleForEach(i => i).NotNull();
        RuleForEach(i => i).Must(invoice => invoice is { Number: not null } && invoice.ToKey().IsWellFormed)
            .WithMessage(_ => new Text(
                "票据号码为4至20位数字或大写字母；不足20位的须有票据代码，20位的不填代码",
                "A number of 4 to 20 digits or capitals; with fewer than 20 it needs its code, with 20 it has none").ToString());
        RuleFor(i => i).Must(invoices => invoices.Count <= 20 && invoices.Distinct().Count() == invoices.Count)
            .WithMessage(_ => new Text("最多20张票据，不得重复", "At most 20 invoices, none twice").ToString());
    }
}
