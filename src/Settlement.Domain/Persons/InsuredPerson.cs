namespace Settlement.Domain.Persons;

/// <summary>险种 (insutype): the scheme whose fund pays.</summary>
public enum InsuranceScheme
{
    /// <summary>310 职工基本医疗保险.</summary>
    Employee,

    /// <summary>390 城乡居民基本医疗保险.</summary>
    Resident,
}

/// <summary>人员类别 (psn_type), as far as a policy's figures differ by it.</summary>
public enum PersonCategory
{
    /// <summary>11 在职.</summary>
    Active,

    /// <summary>12 退休.</summary>
    Retired,

    /// <summary>15 居民（成年）.</summary>
    AdultResident,

    /// <summary>14 居民（未成年、学生）.</summary>
    MinorResident,
}

public static class PersonCategories
{
    /// <summary>The categories that a scheme knows; a policy says something of each and of no other.</summary>
    public static IReadOnlyList<PersonCategory> Of(InsuranceScheme scheme) => scheme == InsuranceScheme.Employee
        ? [PersonCategory.Active, PersonCategory.Retired]
        : [PersonCategory.AdultResident, PersonCategory.MinorResident];
}

/// <summary>参保状态: whether the insured place lets the person be settled directly.</summary>
public enum InsuredStatus
{
    /// <summary>正常参保.</summary>
    Normal,

    /// <summary>暂停联网结算: pays in full and is reimbursed later (rules.md 1.19), which is not the same as unfiled.</summary>
    Suspended,

    /// <summary>终止参保.</summary>
    Terminated,
}

/// <summary>参保人: what a settlement needs to know of the person.</summary>
/// <param name="InsuredRegion">统筹区 that pays.</param>
public sealed record InsuredPerson(
    PersonId Id,
    PersonNo PersonNo,
    RegionCode InsuredRegion,
    InsuranceScheme Scheme,
    PersonCategory Category,
    InsuredStatus Status);
