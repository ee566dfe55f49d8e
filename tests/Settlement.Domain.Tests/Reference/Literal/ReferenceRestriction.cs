using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>
/// 限定支付范围: a condition that is given must be met, and the hospital must not say no. The hospital can confirm a rescue and
/// what the conditions do not say.
/// </summary>
internal sealed class ReferenceRestriction(SettlementClaim claim, Reach reach)
{
    public RestrictionOutcome Of(FeeLine line, CatalogEntry entry)
    {
        if (entry.Class == ItemClass.C)
            return RestrictionOutcome.None;
        if (line.Approval == HospitalApproval.Declined)
        {
            reach.Mark(entry.Restriction is null ? Reached.DeclinedWithoutRestriction : Reached.NotMetDeclined);
            return RestrictionOutcome.NotMet;
        }
        if (entry.Restriction is not { } restriction)
            return RestrictionOutcome.None;

        var isConfirmed = line.Approval == HospitalApproval.Approved;
        var failed = Failed(restriction, line.ServiceDate).ToList();
        if (!IsRescue(restriction) && !isConfirmed)
            failed.Add(Reached.NotMetRescue);
        if (failed.Count == 1)
            reach.Mark(failed[0]);
        if (failed.Count > 0)
            return RestrictionOutcome.NotMet;
        if (!IsRescue(restriction))
        {
            reach.Mark(Reached.RescueConfirmed);
            return RestrictionOutcome.ConfirmedByHospital;
        }
        if (restriction.SaysAll && !restriction.SecondLine)
            return RestrictionOutcome.Met;
        return isConfirmed ? RestrictionOutcome.ConfirmedByHospital : RestrictionOutcome.Unchecked;
    }

    /// <summary>Conditions that are not met, apart from a rescue.</summary>
    private IEnumerable<Reached> Failed(PaymentRestriction restriction, DateOnly day)
    {
        var birth = claim.Person.BirthDate;
        if (restriction.OtherInsurance)
            yield return Reached.NotMetOtherInsurance;
        if (restriction.OnlyAge == AgeGroup.Newborn && day.DayNumber - birth.DayNumber > 28)
            yield return Reached.NotMetNewborn;
        if (restriction.OnlyAge == AgeGroup.Infant && day >= Age.Birthday(birth, 3))
            yield return Reached.NotMetInfant;
        if (restriction.OnlyAge == AgeGroup.Child && day >= Age.Birthday(birth, 18))
            yield return Reached.NotMetChild;
        if (restriction.OnlySex is { } sex && claim.Person.Sex != sex)
            yield return Reached.NotMetSex;
        if (restriction.FromLevel is { } level && (int)claim.Facility.Level < (int)level)
            yield return Reached.NotMetLevel;
        if (restriction.OnlyCare == CareCondition.Inpatient && !IsInpatient)
            yield return Reached.NotMetInpatient;
    }

    /// <summary>Whether the encounter itself shows what a restriction to emergencies asks for; true where it asks for none.</summary>
    private bool IsRescue(PaymentRestriction restriction) => restriction.OnlyCare switch
    {
        CareCondition.Emergency => claim.Encounter.IsEmergency,
        CareCondition.InpatientOrEmergency => claim.Encounter.IsEmergency || IsInpatient,
        _ => true,
    };

    private bool IsInpatient => claim.Encounter.Benefit.Service == CareService.Inpatient;
}
