using Settlement.Domain.Facilities;

namespace Settlement.Domain.Encounters;

/// <summary>就诊: one outpatient visit or inpatient stay, as far as the settlement needs it.</summary>
/// <param name="Service">What the encounter is settled as.</param>
/// <param name="IsEmergency">急诊抢救 flag of the message: an unfiled person is deemed filed (rules.md 1.6).</param>
/// <param name="StartedOn">Admission or visit date: decides the filing (R1.12.4).</param>
/// <param name="EndedOn">Discharge or visit date: decides the policy version and the account's year (R1.12.3, R1.12.4).</param>
public sealed record Encounter(CareService Service, bool IsEmergency, DateOnly StartedOn, DateOnly EndedOn);
