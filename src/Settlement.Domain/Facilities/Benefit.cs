namespace Settlement.Domain.Facilities;

/// <summary>
/// 待遇: what an encounter is settled as: a service, and for chronic outpatient care the disease too, since each disease is settled
/// alone (R1.11).
/// </summary>
/// <param name="Disease">门诊慢特病病种代码, six characters such as M03900; null for every other service.</param>
public readonly record struct Benefit(CareService Service, string? Disease = null)
{
    public static implicit operator Benefit(CareService service) => new(service);

    public static Benefit Chronic(string disease) => new(CareService.ChronicOutpatient, disease);

    /// <summary><c>inpatient</c>, <c>chronicOutpatient/M03900</c>.</summary>
    public override string ToString() => (Service, Disease) switch
    {
        (CareService.Inpatient, _) => "inpatient",
        (CareService.Outpatient, _) => "outpatient",
        (CareService.Pharmacy, _) => "pharmacy",
        (CareService.SpecialDrug, _) => "specialDrug",
        (CareService.ChronicOutpatient, null) => "chronicOutpatient",
        (CareService.ChronicOutpatient, { } disease) => $"chronicOutpatient/{disease}",
        _ => throw new NotSupportedException(Service.ToString()),
    };
}
