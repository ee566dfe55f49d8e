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

/// <summary>限定就医方式 of a restriction.</summary>
public enum CareCondition
{
    /// <summary>限住院.</summary>
    Inpatient,

    /// <summary>限急诊、抢救.</summary>
    Emergency,

    /// <summary>限急诊或住院.</summary>
    InpatientOrEmergency,
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

    /// <summary>An encounter that is no emergency can still have rescued somebody, which the hospital confirms.</summary>
    public CareCondition? OnlyCare { get; init; }

    /// <summary>限二线用药: whether the first line failed is known to the doctor alone, so the hospital confirms it.</summary>
    public bool SecondLine { get; init; }

    /// <summary>限工伤保险, 限生育保险 (GZ10000101001000, GZ10000101002000): basic medical insurance never pays it.</summary>
    public bool OtherInsurance { get; init; }

    /// <summary>Whether any condition is given besides the text.</summary>
    public bool HasConditions => this != new PaymentRestriction(Text, SaysAll);

    internal RestrictionOutcome Check(HospitalApproval approval, DateOnly serviceDate, in LineContext context)
    {
        if (approval == HospitalApproval.Declined || !FitsPersonAndFacility(serviceDate, context))
            return RestrictionOutcome.NotMet;
        if (!FitsCare(context))
            return OnlyCare != CareCondition.Inpatient && approval == HospitalApproval.Approved
                ? RestrictionOutcome.ConfirmedByHospital
                : RestrictionOutcome.NotMet;
        if (SaysAll && !SecondLine)
            return RestrictionOutcome.Met;
        return approval == HospitalApproval.Approved ? RestrictionOutcome.ConfirmedByHospital : RestrictionOutcome.Unchecked;
    }

    private bool FitsPersonAndFacility(DateOnly serviceDate, in LineContext context) =>
        !OtherInsurance
        && (OnlyAge is not { } group || IsOf(group, context.BirthDate, serviceDate))
        && (OnlySex is not { } sex || sex == context.Sex)
        && (FromLevel is not { } level || context.Level >= level);

    private bool FitsCare(in LineContext context) => OnlyCare switch
    {
        null => true,
        CareCondition.Inpatient => context.Service == CareService.Inpatient,
        CareCondition.Emergency => context.IsEmergency,
        CareCondition.InpatientOrEmergency => context.IsEmergency || context.Service == CareService.Inpatient,
        _ => throw new NotSupportedException(OnlyCare.ToString()),
    };

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
    /// <summary>The item has no restriction, or is of class C, which the person pays anyway.</summary>
    None,

    /// <summary>Every condition is met.</summary>
    Met,

    /// <summary>What cannot be checked here the hospital has confirmed (hosp_appr_flag 1).</summary>
    ConfirmedByHospital,

    /// <summary>Part of the restriction is prose that nobody has checked: the fund pays, and the line says so.</summary>
    Unchecked,

    /// <summary>A condition is not met, or the hospital says so (hosp_appr_flag 2): the line is full self-pay.</summary>
    NotMet,
}
