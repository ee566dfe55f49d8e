using FluentValidation;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.PolicyTrials;

namespace Settlement.Api.PolicyTrials;

/// <summary>试算已结算数据.</summary>
/// <param name="From">First day of discharge or visit.</param>
/// <param name="Through">Last day, included.</param>
internal sealed record TrySettlementsRequest(DateOnly From, DateOnly Through);

/// <summary>算例.</summary>
/// <param name="Cases">1 to 50.</param>
internal sealed record TryCasesRequest(IReadOnlyList<TrialCaseRequest> Cases);

/// <summary>One case: a person, a bill, and what the person has used up in the year.</summary>
/// <param name="Name">Named in the answer.</param>
/// <param name="Age">周岁 on the day of discharge or visit.</param>
/// <param name="On">Day of discharge or visit.</param>
/// <param name="InScope">符合政策范围 in yuan; instead of lines.</param>
/// <param name="Account">Left out: nothing has been used up.</param>
/// <param name="PersonalAccountBalance">Left out: the personal account is not used.</param>
internal sealed record TrialCaseRequest(
    string Name,
    PersonCategory Category,
    int Age,
    CareService Service,
    FacilityLevel FacilityLevel,
    TreatmentClass TreatmentClass,
    DateOnly On,
    string? DiseaseCode = null,
    Money? InScope = null,
    IReadOnlyList<TrialLineRequest>? Lines = null,
    bool IsCivilServant = false,
    bool HasEnterpriseSupplement = false,
    Hardship? Hardship = null,
    TrialAccountRequest? Account = null,
    Money? PersonalAccountBalance = null)
{
    internal TrialCase ToCase(RegionCode region, InsuranceScheme scheme)
    {
        Benefit benefit = new(Service, DiseaseCode);
        var person = new InsuredPerson(
            PersonId.Of(region, new("trial")), new("trial"), region, scheme, Category, InsuredStatus.Normal, On.AddYears(-Age), Sex.Female)
        {
            IsCivilServant = IsCivilServant,
            HasEnterpriseSupplement = HasEnterpriseSupplement,
            Hardship = Hardship,
            Qualifications = DiseaseCode is { } disease ? [new(disease, new(DateOnly.MinValue, null))] : [],
        };
        return new(
            person, benefit, FacilityLevel, TreatmentClass, On,
            Lines is null ? [new(InScope!.Value, ItemClass.A, null)] : [.. Lines.Select(line => line.ToLine())],
            Account?.ToAccount(benefit) ?? BenefitAccount.Empty)
        {
            PersonalAccountBalance = PersonalAccountBalance,
        };
    }
}

/// <param name="FirstSelfPaidPercent">先行自付比例 in per cent, of class B and of no other.</param>
internal sealed record TrialLineRequest(Money Amount, ItemClass Class, decimal? FirstSelfPaidPercent = null)
{
    internal TrialLine ToLine() => new(Amount, Class, FirstSelfPaidPercent is { } percent ? Ratio.FromPercent(percent) : null);
}

/// <summary>年度台账 before the case.</summary>
/// <param name="Encounters">Encounters of the same benefit in the year.</param>
/// <param name="Amounts">累计项 by name, as the accounts of a person show them: <c>pooledFund/inpatient</c>.</param>
internal sealed record TrialAccountRequest(int Encounters, IReadOnlyDictionary<string, Money>? Amounts = null)
{
    internal BenefitAccount ToAccount(Benefit benefit) => BenefitAccount.Empty.With(new(
        benefit, Encounters,
        [.. (Amounts ?? new Dictionary<string, Money>()).Select(amount => new AddedAmount(new(amount.Key), amount.Value))]));
}

internal sealed class TrySettlementsValidator : AbstractValidator<TrySettlementsRequest>
{
    private const int MostDays = 3 * 366;

    public TrySettlementsValidator()
    {
        RuleFor(r => r.From).IsDay();
        RuleFor(r => r.Through).IsDay().Must((r, through) => through >= r.From && through.DayNumber - r.From.DayNumber < MostDays)
            .WithMessage(_ => new Text("不得早于 from，期间最多三年", "Must not be before from, nor three years or more after it").ToString());
    }
}

internal sealed class TryCasesValidator : AbstractValidator<TryCasesRequest>
{
    private const int MostCases = 50;
    private const int MostLines = 200;
    private static readonly Money Most = Money.FromYuan(10_000_000);

    public TryCasesValidator()
    {
        RuleFor(r => r.Cases).Must(cases => cases.Count is >= 1 and <= MostCases)
            .WithMessage(_ => new Text($"应为1至{MostCases}个算例", $"Must be 1 to {MostCases} cases").ToString());
        RuleForEach(r => r.Cases).NotNull().ChildRules(Case);
    }

    private static void Case(InlineValidator<TrialCaseRequest> c)
    {
        c.RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
        c.RuleFor(r => r.Age).InclusiveBetween(0, 150);
        c.RuleFor(r => r.On).IsDay();
        c.RuleFor(r => r.DiseaseCode)
            .Must((r, disease) => (disease is not null) == (r.Service == CareService.ChronicOutpatient) && disease?.Length is null or 6)
            .WithMessage(_ => new Text(
                "门诊慢特病须填六位病种代码，其他服务不填", "Six characters for chronic outpatient care, left out for anything else").ToString());
        c.RuleFor(r => r.InScope).Must((r, inScope) => inScope is null != r.Lines is null)
            .WithMessage(_ => new Text("inScope 与 lines 填且只填一项", "Exactly one of inScope and lines").ToString());
        c.RuleFor(r => r.InScope!.Value).Must(IsCharge).WithMessage(_ => Range).OverridePropertyName("InScope")
            .When(r => r.InScope is not null);
        c.RuleFor(r => r.Lines).Must(lines => lines is null or { Count: >= 1 and <= MostLines })
            .WithMessage(_ => new Text($"应为1至{MostLines}条", $"Must be 1 to {MostLines} lines").ToString());
        c.RuleForEach(r => r.Lines).NotNull().ChildRules(line =>
        {
            line.RuleFor(l => l.Amount).Must(IsCharge).WithMessage(_ => Range);
            line.RuleFor(l => l.FirstSelfPaidPercent)
                .Must((l, percent) => (percent is not null) == (l.Class == ItemClass.B) && percent is null or (>= 0 and <= 100))
                .WithMessage(_ => new Text("乙类须填0至100的先行自付比例，其他不填", "0 to 100 for class B, left out for anything else").ToString());
        });
        c.RuleFor(r => r.PersonalAccountBalance!.Value).Must(IsTotal).WithMessage(_ => Range).OverridePropertyName("PersonalAccountBalance")
            .When(r => r.PersonalAccountBalance is not null);
        c.RuleFor(r => r.Account!).ChildRules(account =>
        {
            account.RuleFor(a => a.Encounters).InclusiveBetween(0, 1_000);
            account.RuleFor(a => a.Amounts)
                .Must(amounts => amounts is null
                    || (amounts.Count <= 100 && amounts.All(a => a.Key.Length is >= 1 and <= 100 && IsTotal(a.Value))))
                .WithMessage(_ => Range);
        }).When(r => r.Account is not null);
    }

    private static bool IsCharge(Money amount) => amount > Money.Zero && amount <= Most;

    private static bool IsTotal(Money amount) => amount >= Money.Zero && amount <= Most;

    private static string Range => new Text($"金额应在0与{Most}之间", $"Amounts lie between 0 and {Most}").ToString();
}
