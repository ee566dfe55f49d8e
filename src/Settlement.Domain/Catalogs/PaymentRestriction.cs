using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Catalogs;

/// <summary>限定年龄对象 of a restriction.</summary>
public enum AgeGroup
{
    /// <summary>新生儿: to the 28th day after birth.</summary>
    Newborn,

    /// <summary>婴幼儿: below three years.</summary>
    Infant,

    /// <summary>儿童: below eighteen years.</summary>
    Child,
}

/// <summary>
/// 限定支付范围: for whom and where the fund pays an item. A condition that is given must be met; what only the text says is left
/// to the hospital and reported as unchecked.
/// </summary>
/// <param name="Text">As published.</param>
/// <param name="SaysAll">Whether the conditions say everything that the text says.</param>
public sealed record PaymentRestriction(string Text, bool SaysAll)
{
    public AgeGroup? OnlyAge { get; init; }

    public Sex? OnlySex { get; init; }

    /// <summary>限二级及以上医疗机构.</summary>
    public FacilityLevel? FromLevel { get; init; }

    /// <summary>限住院.</summary>
    public bool OnlyInpatient { get; init; }

    /// <summary>限急诊、抢救.</summary>
    public bool OnlyEmergency { get; init; }

    /// <summary>限二线用药: whether the first line failed is known to the doctor alone, so the hospital confirms it.</summary>
    public bool SecondLine { get; init; }

    internal RestrictionOutcome Check(HospitalApproval approval, DateOnly serviceDate, in LineContext context)
    {
        if (approval == HospitalApproval.Declined || !MeetsConditions(serviceDate, context))
            return RestrictionOutcome.NotMet;
        if (SaysAll && !SecondLine)
            return RestrictionOutcome.Met;
        return approval == HospitalApproval.Approved ? RestrictionOutcome.ConfirmedByHospital : RestrictionOutcome.Unchecked;
    }

    private bool MeetsConditions(DateOnly serviceDate, in LineContext context) =>
        (OnlyAge is not { } group || IsOf(group, context.BirthDate, serviceDate))
        && (OnlySex is not { } sex || sex == context.Sex)
        && (FromLevel is not { } level || context.Level >= level)
        && (!OnlyInpatient || context.Service == CareService.Inpatient)
        && (!OnlyEmergency || context.IsEmergency);

    private static bool IsOf(AgeGroup group, DateOnly birth, DateOnly day) => group switch
    {
        AgeGroup.Newborn => day <= birth.AddDays(28),
        AgeGroup.Infant => day < birth.AddYears(3),
        AgeGroup.Child => day < birth.AddYears(18),
        _ => throw new NotSupportedException(group.ToString()),
    };
}

/// <summary>What became of an item's restriction on one line.</summary>
public enum RestrictionOutcome
{
    /// <summary>The item has no restriction.</summary>
    None,

    /// <summary>Every condition is met.</summary>
    Met,

    /// <summary>What cannot be checked here the hospital has confirmed (hosp_appr_flag 1).</summary>
    ConfirmedByHospital,

    /// <summary>Part of the restriction is prose that nobody has checked: the fund pays, and the line says so.</summary>
    Unchecked,

    /// <summary>A condition is not met, or the hospital says so: the line is full self-pay.</summary>
    NotMet,
}
