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

    /// <summary>
    /// 暂停联网结算: pays in full and is reimbursed later (R1.19), which is not the same as unfiled. Whoever is entitled to nothing,
    /// as for unpaid contributions, is <see cref="Terminated"/> for the days concerned.
    /// </summary>
    Suspended,

    /// <summary>终止参保.</summary>
    Terminated,
}

/// <summary>性别 (gend).</summary>
public enum Sex
{
    Male,
    Female,
}

/// <summary>医疗救助对象类别: who has better terms of a layer, or medical aid at all (R2.7).</summary>
public enum Hardship
{
    /// <summary>特困人员.</summary>
    ExtremePoverty,

    /// <summary>最低生活保障对象.</summary>
    MinimumLiving,

    /// <summary>低保边缘家庭成员.</summary>
    MinimumLivingEdge,

    /// <summary>防止返贫监测对象.</summary>
    PovertyRisk,

    /// <summary>因病致贫重病患者.</summary>
    ImpoverishedByIllness,
}

/// <summary>门诊慢特病资格 granted by the insured place (R-CHR-01).</summary>
/// <param name="Disease">Full national code; families are never matched by their beginning (R3.1).</param>
public sealed record ChronicQualification(string Disease, DateRange Validity)
{
    /// <summary>The insured place's own number; empty where nobody needs it.</summary>
    public string No { get; init; } = "";

    /// <summary>选定医药机构; empty where the insured place sets no limit (R-CHR-05).</summary>
    public IReadOnlyList<FacilityCode> Facilities { get; init; } = [];

    public bool HoldsFor(string disease, DateOnly day) => Disease == disease && Validity.Contains(day);

    public bool HoldsAt(FacilityCode facility) => Facilities.Count == 0 || Facilities.Contains(facility);
}

/// <summary>参保人: what a settlement needs to know of the person.</summary>
/// <param name="InsuredRegion">统筹区 that pays.</param>
public sealed record InsuredPerson(
    PersonId Id,
    PersonNo PersonNo,
    RegionCode InsuredRegion,
    InsuranceScheme Scheme,
    PersonCategory Category,
    InsuredStatus Status,
    DateOnly BirthDate,
    Sex Sex)
{
    /// <summary>享受公务员医疗补助.</summary>
    public bool IsCivilServant { get; init; }

    /// <summary>企业补充医疗保险.</summary>
    public bool HasEnterpriseSupplement { get; init; }

    /// <summary>Null for a person who is not registered as in hardship.</summary>
    public Hardship? Hardship { get; init; }

    public IReadOnlyList<ChronicQualification> Qualifications { get; init; } = [];

    /// <summary>周岁: full years on a day; zero before the first birthday.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return Math.Max(0, BirthDate.AddYears(years) > day ? years - 1 : years);
    }

    public bool IsQualifiedFor(string disease, DateOnly day) => QualificationFor(disease, day) is not null;

    /// <summary>The one that holds on a day; null for none. Two for one disease never overlap.</summary>
    public ChronicQualification? QualificationFor(string disease, DateOnly day)
    {
        foreach (var qualification in Qualifications)
            if (qualification.HoldsFor(disease, day))
                return qualification;
        return null;
    }
}
