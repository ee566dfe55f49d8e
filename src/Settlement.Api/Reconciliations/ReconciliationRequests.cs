using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Reconciliations;

namespace Settlement.Api.Reconciliations;

/// <summary>对账 (3201, 3202): a day as the facility has it in its own books.</summary>
/// <param name="Day">Day in China on which was settled (<c>settledAt</c>), not after today.</param>
/// <param name="Totals">对总账, each group once; an empty list is a day without settlements.</param>
/// <param name="Details">对明细账, each number once, up to 10,000: all of the day, since what is not listed counts as missing.</param>
internal sealed record ReconcileRequest(
    DateOnly Day, IReadOnlyList<ReconcileTotal>? Totals = null, IReadOnlyList<ReconcileDetail>? Details = null)
{
    internal FacilityBooks ToBooks() => new(
        Day, Totals?.ToDictionary(t => t.Key, t => t.ToDayTotal()), Details?.ToDictionary(d => d.TransactionNo, d => d.ToAmounts()));
}

/// <summary>One group of the day; amounts in yuan, negative for reversals.</summary>
/// <param name="Count">结算笔数.</param>
/// <param name="Total">医疗费总额 (medfee_sumamt).</param>
/// <param name="FundTotal">基金支付总额 (fund_pay_sumamt).</param>
/// <param name="PersonalAccount">个人账户支出 (acct_pay).</param>
/// <param name="Cash">个人现金支出 (psn_cash_pay).</param>
internal sealed record ReconcileTotal(
    InsuranceScheme Scheme, CareService Service, TransactionKind Kind, int Count, decimal Total, decimal FundTotal, decimal PersonalAccount,
    decimal Cash)
{
    internal TotalKey Key => new(Scheme, Service, Kind);

    internal DayTotal ToDayTotal() => new(Count, ReconcileAmounts.Of(Total, FundTotal, PersonalAccount, Cash));
}

/// <summary>One settlement or reversal of the day; amounts in yuan, negative for a reversal.</summary>
internal sealed record ReconcileDetail(string TransactionNo, decimal Total, decimal FundTotal, decimal PersonalAccount, decimal Cash)
{
    internal BookedAmounts ToAmounts() => ReconcileAmounts.Of(Total, FundTotal, PersonalAccount, Cash);
}

internal static class ReconcileAmounts
{
    internal static BookedAmounts Of(decimal total, decimal fundTotal, decimal personalAccount, decimal cash) => new(
        Money.FromYuan(total), Money.FromYuan(fundTotal), Money.FromYuan(personalAccount), Money.FromYuan(cash));
}

internal sealed class ReconcileRequestValidator : AbstractValidator<ReconcileRequest>
{
    internal const int DetailsAtMost = 10_000;

    public ReconcileRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(r => r.Day).IsDay();
        RuleFor(r => r.Totals).NotNull().When(r => r.Details is null)
            .WithMessage(_ => new Text("totals 与 details 至少填一项", "Give totals, details or both").ToString());
        RuleForEach(r => r.Totals).NotNull();
        RuleForEach(r => r.Details).NotNull();
        RuleFor(r => r.Totals).Must(totals => totals!.DistinctBy(t => t.Key).Count() == totals!.Count).When(r => r.Totals is not null)
            .WithMessage(_ => new Text("同一险种、服务、类型出现两次", "A scheme, service and kind occurs twice").ToString());
        RuleFor(r => r.Details).Must(details => details!.Count <= DetailsAtMost).When(r => r.Details is not null)
            .WithMessage(_ => new Text("最多10000条", "At most 10,000 details").ToString());
        RuleFor(r => r.Details).Must(details => details!.DistinctBy(d => d.TransactionNo).Count() == details!.Count)
            .When(r => r.Details is not null)
            .WithMessage(_ => new Text("结算流水号重复", "A transaction number occurs twice").ToString());
        RuleForEach(r => r.Totals).ChildRules(total =>
        {
            total.RuleFor(t => t.Count).GreaterThanOrEqualTo(0);
            total.RuleFor(t => t.Total).IsDecimal(2);
            total.RuleFor(t => t.FundTotal).IsDecimal(2);
            total.RuleFor(t => t.PersonalAccount).IsDecimal(2);
            total.RuleFor(t => t.Cash).IsDecimal(2);
        });
        RuleForEach(r => r.Details).ChildRules(detail =>
        {
            detail.RuleFor(d => d.TransactionNo).IsNumber();
            detail.RuleFor(d => d.Total).IsDecimal(2);
            detail.RuleFor(d => d.FundTotal).IsDecimal(2);
            detail.RuleFor(d => d.PersonalAccount).IsDecimal(2);
            detail.RuleFor(d => d.Cash).IsDecimal(2);
        });
    }
}

/// <summary>Which reconciliations of a facility are listed, in the order of their numbers.</summary>
/// <param name="From">First day compared.</param>
/// <param name="To">Last day compared, included.</param>
/// <param name="Agrees">Only those that agree, or only those that do not.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record ReconciliationListQuery(
    DateOnly? From = null, DateOnly? To = null, bool? Agrees = null, string? After = null, int Limit = Paging.Default);

/// <summary>Which part of a day is asked for.</summary>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 1,000.</param>
internal sealed record SettlementDayQuery(string? After = null, int Limit = 200)
{
    internal const int Most = 1000;
}
