using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Facilities;

namespace Settlement.Api.Facilities;

/// <summary>Carries out one step on a facility; no day before the step's own first day changes.</summary>
internal static class FacilityUpkeep
{
    /// <returns>What changed; null where the facility is not in a state for the step.</returns>
    internal static List<FieldChange>? Carry(FacilityRecord facility, ChangeFacilityRequest request, string by, DateTimeOffset at) => request.Kind switch
    {
        FacilityStep.Suspend => Suspend(facility, request, by, at),
        FacilityStep.Resume => Resume(facility, request.From),
        FacilityStep.EndAgreement => EndAgreement(facility, request.From),
        FacilityStep.OpenService => Open(facility, request),
        FacilityStep.CloseService => Close(facility, request),
        _ => throw new NotSupportedException(request.Kind.ToString()),
    };

    private static List<FieldChange>? Suspend(FacilityRecord facility, ChangeFacilityRequest request, string by, DateTimeOffset at)
    {
        var days = new DateRange(request.From, request.Through);
        if (facility.Suspensions.Exists(s => DaysOf(s).Overlaps(days)))
            return null;
        facility.Suspensions.Add(new()
        {
            FacilityCode = facility.FacilityCode,
            SuspendedFrom = request.From,
            SuspendedThrough = request.Through,
            Reason = request.Reason,
            RecordedBy = by,
            RecordedAt = at,
        });
        return [new("suspension", null, days.ToString())];
    }

    private static List<FieldChange>? Resume(FacilityRecord facility, DateOnly from)
    {
        if (facility.Suspensions.Find(s => DaysOf(s).Contains(from)) is not { } suspension)
            return null;
        var before = DaysOf(suspension).ToString();
        if (suspension.SuspendedFrom == from) // it never began
        {
            facility.Suspensions.Remove(suspension);
            return [new("suspension", before, null)];
        }
        suspension.SuspendedThrough = from.AddDays(-1);
        return [new("suspension", before, DaysOf(suspension).ToString())];
    }

    private static List<FieldChange>? EndAgreement(FacilityRecord facility, DateOnly from)
    {
        var before = new DateRange(facility.AgreementFrom, facility.AgreementThrough);
        if (before.First >= from || !before.Contains(from))
            return null;
        facility.AgreementThrough = from.AddDays(-1);
        return [new("agreement", before.ToString(), new DateRange(facility.AgreementFrom, facility.AgreementThrough).ToString())];
    }

    private static List<FieldChange>? Open(FacilityRecord facility, ChangeFacilityRequest request)
    {
        var days = new DateRange(request.From, request.Through);
        if (facility.Openings.Exists(o => BenefitOf(o) == request.Benefit && DaysOf(o).Overlaps(days)))
            return null;
        facility.Openings.Add(new()
        {
            FacilityCode = facility.FacilityCode,
            Service = request.Service!.Value,
            DiseaseCode = request.DiseaseCode,
            OpenFrom = request.From,
            OpenThrough = request.Through,
        });
        return [new($"{request.Benefit}", null, days.ToString())];
    }

    private static List<FieldChange>? Close(FacilityRecord facility, ChangeFacilityRequest request)
    {
        var changes = new List<FieldChange>();
        foreach (var opening in facility.Openings.Where(o => BenefitOf(o) == request.Benefit && !(o.OpenThrough < request.From)).ToList())
        {
            var before = DaysOf(opening).ToString();
            if (opening.OpenFrom >= request.From) // it never began
                facility.Openings.Remove(opening);
            else
                opening.OpenThrough = request.From.AddDays(-1);
            changes.Add(new($"{request.Benefit}", before, opening.OpenFrom >= request.From ? null : DaysOf(opening).ToString()));
        }
        return changes.Count == 0 ? null : changes;
    }

    private static Benefit BenefitOf(FacilityOpeningRecord o) => new(o.Service, o.DiseaseCode);

    private static DateRange DaysOf(FacilityOpeningRecord o) => new(o.OpenFrom, o.OpenThrough);

    private static DateRange DaysOf(FacilitySuspensionRecord s) => new(s.SuspendedFrom, s.SuspendedThrough);
}
