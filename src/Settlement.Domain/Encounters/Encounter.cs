using Settlement.Domain.Facilities;

namespace Settlement.Domain.Encounters;

/// <summary>外伤: whether somebody else is liable for the injury (TRUM_FLAG, REL_TTP_FLAG; R1.12.2).</summary>
public enum Trauma
{
    /// <summary>No injury.</summary>
    None,

    /// <summary>无第三方责任外伤, with the signed statement.</summary>
    WithoutThirdParty,

    /// <summary>有第三方责任外伤: never settled directly.</summary>
    WithThirdParty,
}

/// <summary>Why an encounter continues an earlier one, so that a place may waive the second deductible (R2.3).</summary>
public enum ContinuationKind
{
    /// <summary>转院: the stay goes on in another hospital.</summary>
    Transfer,

    /// <summary>同一疗程: the next part of one course of treatment.</summary>
    SameCourse,
}

/// <summary>The earlier part of what this encounter continues.</summary>
/// <param name="DeductiblePaid">Deductible that the earlier parts paid.</param>
public sealed record Continuation(ContinuationKind Kind, Money DeductiblePaid);

/// <summary>就诊: one visit, stay or purchase, as far as the settlement needs it.</summary>
/// <param name="Benefit">What the encounter is settled as.</param>
/// <param name="IsEmergency">急诊抢救 flag of the message: an unfiled person is deemed filed (R1.6.1).</param>
/// <param name="StartedOn">Admission or visit date: decides the filing (R1.12.4).</param>
/// <param name="EndedOn">
/// Discharge or visit date, on which it is settled: decides the policy version and the account's year (R1.12.3, R1.12.4).
/// </param>
public sealed record Encounter(Benefit Benefit, bool IsEmergency, DateOnly StartedOn, DateOnly EndedOn)
{
    public CareService Service => Benefit.Service;

    public Trauma Trauma { get; init; }

    /// <summary>Null for an encounter of its own.</summary>
    public Continuation? Continues { get; init; }
}
