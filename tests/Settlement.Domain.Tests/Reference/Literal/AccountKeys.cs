using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>Keys of the benefit account, written out: a year's total, or that of a shorter period or of one facility.</summary>
internal static class AccountKeys
{
    public static string Year(string what, Benefit benefit) => benefit.Disease is null
        ? $"{what}/{Camel(benefit.Service.ToString())}"
        : $"{what}/chronicOutpatient/{benefit.Disease}";

    public static string Period(string what, Benefit benefit, AccountPeriod period, DateOnly day) => period switch
    {
        AccountPeriod.Quarter => $"{Year(what, benefit)}/{day.Year:0000}-Q{1 + (day.Month - 1) / 3}",
        AccountPeriod.Month => $"{Year(what, benefit)}/{day.Year:0000}-{day.Month:00}",
        _ => Year(what, benefit),
    };

    public static string Layer(string what, LayerKind kind) => $"{what}/{Camel(kind.ToString())}";

    public static long Fen(this BenefitAccount account, string key) => account[new Accumulator(key)].Fen;

    private static string Camel(string name) => name[..1].ToLowerInvariant() + name[1..];
}
