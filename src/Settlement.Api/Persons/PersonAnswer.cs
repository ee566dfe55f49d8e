using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence.BenefitAccounts;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Persons;

namespace Settlement.Api.Persons;

/// <summary>参保人.</summary>
/// <param name="IdentityNumber">身份证号, masked.</param>
/// <param name="PersonalAccount">个人账户; null for a person who has none.</param>
internal sealed record PersonAnswer(
    string PersonNo,
    string Name,
    string IdentityNumber,
    string InsuredRegion,
    InsuranceScheme Scheme,
    PersonCategory Category,
    InsuredStatus Status,
    EntitlementsAnswer Entitlements,
    IReadOnlyList<ChronicQualificationAnswer> ChronicQualifications,
    AccountBalanceAnswer? PersonalAccount,
    IReadOnlyList<BenefitAccountAnswer> BenefitAccounts)
{
    internal static PersonAnswer From(
        PersonRecord person, IEnumerable<ChronicQualificationRecord> qualifications, PersonalAccountRecord? account,
        IEnumerable<BenefitAccountRecord> accounts) => new(
        person.PersonNo.Value, person.Name, person.IdentityNumber.Masked, person.InsuredRegion.Value,
        person.Scheme, person.Category, person.Status, new(person.CivilServant, person.EnterpriseSupplement, person.Hardship),
        [.. qualifications.Where(q => q.Days.Validity is not null).Select(q => new ChronicQualificationAnswer(q.DiseaseCode, q.ValidFrom, q.Days.LastDay))],
        account is null ? null : new(account.Credited, account.Spent, account.Balance),
        [.. accounts.Select(BenefitAccountAnswer.From)]);
}

/// <summary>待遇身份: which layers pay for the person.</summary>
/// <param name="CivilServant">享受公务员医疗补助.</param>
/// <param name="EnterpriseSupplement">企业补充医疗保险.</param>
/// <param name="Hardship">医疗救助对象类别; null for a person who is not registered as in hardship.</param>
internal sealed record EntitlementsAnswer(bool CivilServant, bool EnterpriseSupplement, Hardship? Hardship);

/// <summary>个人账户, in yuan.</summary>
/// <param name="Credited">What was credited.</param>
/// <param name="Spent">What settlements took, less what reversals gave back.</param>
/// <param name="Balance">个人账户余额 (balc).</param>
internal sealed record AccountBalanceAnswer(Money Credited, Money Spent, Money Balance);

/// <summary>门诊慢特病资格.</summary>
/// <param name="DiseaseCode">病种代码, such as M03900.</param>
/// <param name="ValidThrough">Last day; null while open.</param>
internal sealed record ChronicQualificationAnswer(string DiseaseCode, DateOnly ValidFrom, DateOnly? ValidThrough);

/// <summary>年度台账 of one year and scheme.</summary>
/// <param name="Encounters">Encounters settled in the year, by what they were settled as, such as <c>inpatient</c> or <c>chronicOutpatient/M03900</c>.</param>
/// <param name="Amounts">Running totals in yuan, by accumulator, such as <c>pooledFund/inpatient</c>.</param>
internal sealed record BenefitAccountAnswer(
    int Year,
    InsuranceScheme Scheme,
    IReadOnlyDictionary<string, int> Encounters,
    IReadOnlyDictionary<string, Money> Amounts)
{
    internal static BenefitAccountAnswer From(BenefitAccountRecord a) => new(
        a.AccountYear, a.Scheme,
        new SortedDictionary<string, int>(a.Encounters.ToDictionary(e => e.Key.ToString(), e => e.Value), StringComparer.Ordinal),
        new SortedDictionary<string, Money>(a.Amounts.ToDictionary(e => e.Key.Key, e => e.Value), StringComparer.Ordinal));
}
