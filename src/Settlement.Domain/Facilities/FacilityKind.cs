namespace Settlement.Domain.Facilities;

/// <summary>机构类别.</summary>
public enum FacilityKind
{
    /// <summary>定点医院.</summary>
    Hospital,

    /// <summary>定点零售药店.</summary>
    Pharmacy,
}
