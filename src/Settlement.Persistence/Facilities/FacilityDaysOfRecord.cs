using Settlement.Domain;
using Settlement.Domain.Facilities;

namespace Settlement.Persistence.Facilities;

/// <summary>The days of a facility between its rows and the domain.</summary>
public static class FacilityDaysOfRecord
{
    /// <param name="facility">With its openings and suspensions.</param>
    public static FacilityDays Days(this FacilityRecord facility) => new(
        new(facility.AgreementFrom, facility.AgreementThrough),
        [.. facility.Openings.Where(OpensSomething).Select(o => new ServiceOpening(BenefitOf(o), new(o.OpenFrom, o.OpenThrough)))],
        [.. facility.Suspensions.Select(s => new DateRange(s.SuspendedFrom, s.SuspendedThrough))]);

    /// <summary>Gives a facility other days: rows keep their first day and are changed, added or removed.</summary>
    /// <param name="suspended">Makes the row of a suspension that is new.</param>
    public static void Take(this FacilityRecord facility, FacilityDays days, Func<DateRange, FacilitySuspensionRecord> suspended)
    {
        facility.AgreementThrough = days.Agreement.Last;

        var openings = days.Openings.ToDictionary(o => (o.Benefit, o.Open.First), o => o.Open);
        facility.Openings.RemoveAll(row => OpensSomething(row) && !openings.ContainsKey((BenefitOf(row), row.OpenFrom)));
        foreach (var row in facility.Openings.Where(OpensSomething))
            row.OpenThrough = openings[(BenefitOf(row), row.OpenFrom)].Last;
        var openBefore = facility.Openings.Select(row => (BenefitOf(row), row.OpenFrom)).ToHashSet();
        facility.Openings.AddRange(openings.Where(o => !openBefore.Contains(o.Key)).Select(o => new FacilityOpeningRecord
        {
            FacilityCode = facility.FacilityCode,
            Service = o.Key.Benefit.Service,
            DiseaseCode = o.Key.Benefit.Disease,
            OpenFrom = o.Value.First,
            OpenThrough = o.Value.Last,
        }));

        var suspensions = days.Suspensions.ToDictionary(s => s.First);
        facility.Suspensions.RemoveAll(row => !suspensions.ContainsKey(row.SuspendedFrom));
        foreach (var row in facility.Suspensions)
            row.SuspendedThrough = suspensions[row.SuspendedFrom].Last;
        var suspendedBefore = facility.Suspensions.Select(row => row.SuspendedFrom).ToHashSet();
        facility.Suspensions.AddRange(days.Suspensions.Where(s => !suspendedBefore.Contains(s.First)).Select(suspended));
    }

    /// <summary>A row of chronic care without a disease opens none, and is left as it is.</summary>
    private static bool OpensSomething(FacilityOpeningRecord row) => row.Service != CareService.ChronicOutpatient || row.DiseaseCode is not null;

    private static Benefit BenefitOf(FacilityOpeningRecord row) => new(row.Service, row.DiseaseCode);
}
