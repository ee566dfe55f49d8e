namespace Settlement.Domain.SpecialDrugs;

/// <summary>特药使用备案: leave of the insured place to use one special drug, bound to a doctor, a hospital and a pharmacy (双通道, R-DRG-01).</summary>
/// <param name="DoctorCode">责任医师编码: only this doctor prescribes.</param>
/// <param name="Hospital">责任医院: prescribes, and may settle.</param>
/// <param name="Pharmacy">定点特药药店: sells and settles.</param>
public sealed record SpecialDrugApproval(string DoctorCode, FacilityCode Hospital, FacilityCode Pharmacy, DateRange Validity)
{
    /// <summary>Whether it is by the doctor and the hospital that are approved now, whoever was on the day of the prescription.</summary>
    public bool Allows(SpecialDrugPrescription prescription) => prescription.DoctorCode == DoctorCode && prescription.Hospital == Hospital;

    public bool Names(FacilityCode facility) => facility == Hospital || facility == Pharmacy;
}

/// <summary>特药处方.</summary>
/// <param name="Quantity">What may be bought, in the drug's unit of sale.</param>
/// <param name="Validity">Days on which it may be used.</param>
/// <param name="DoctorCode">Who prescribed it.</param>
/// <param name="Hospital">Where.</param>
public sealed record SpecialDrugPrescription(string DrugCode, decimal Quantity, DateRange Validity, string DoctorCode, FacilityCode Hospital)
{
    /// <summary>撤销处方: the hospital took it back before anybody used it.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>处方有效期: the day of the prescription is the first of its days.</summary>
    public static DateRange DaysFrom(DateOnly prescribedOn, int days) => new(prescribedOn, prescribedOn.AddDays(days - 1));
}

/// <summary>特药购药: what the purchase of a special drug rests on.</summary>
/// <param name="Listing">The entry of the insured province's list that holds the drug on the first day; null for none.</param>
/// <param name="Approval">The one in force on the first day; null for none.</param>
/// <param name="IsUsed">Whether another settlement that stands has used the prescription.</param>
public sealed record SpecialDrugPurchase(
    SpecialDrugPrescription Prescription, SpecialDrugListing? Listing, SpecialDrugApproval? Approval, bool IsUsed);
