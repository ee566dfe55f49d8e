using Settlement.Domain.Facilities;

namespace Settlement.Domain.Encounters;

/// <summary>Which service a kind of facility gives.</summary>
public static class ServicesOfFacility
{
    /// <summary>Pharmacies sell, hospitals treat; the drugs of a chronic disease and special drugs come from either.</summary>
    public static bool Gives(this FacilityCode facility, CareService service) =>
        service is CareService.ChronicOutpatient or CareService.SpecialDrug || facility.IsPharmacy == (service == CareService.Pharmacy);

    /// <summary>What is no care for a chronic disease, of one visit: 普通门诊 at a hospital, 药店购药 at a pharmacy.</summary>
    public static CareService OrdinaryService(this FacilityCode facility) =>
        facility.IsPharmacy ? CareService.Pharmacy : CareService.Outpatient;

    /// <summary>普通门诊 and 药店购药, whose lines may turn out to be of a disease (R-CHR-04).</summary>
    public static bool IsOrdinary(this CareService service) => service is CareService.Outpatient or CareService.Pharmacy;
}
