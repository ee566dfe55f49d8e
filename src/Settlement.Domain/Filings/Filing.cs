using System.Collections.Immutable;

namespace Settlement.Domain.Filings;

/// <summary>异地就医备案: leave of the insured place to be settled directly in another region.</summary>
/// <param name="Destination">Treatment city or province; every networked facility inside it may settle (R1.5.1).</param>
/// <param name="Validity">Days on which an admission or visit may begin; open for long-term filings (R1.4.1), cut short by whatever ended
/// one.</param>
public sealed record Filing(FilingId Id, FilingType Type, RegionCode Destination, DateRange Validity, FilingState State)
{
    /// <summary>Facilities to which a referral is bound (R-FIL-08); none: every one of the destination.</summary>
    public ImmutableArray<FacilityCode> Facilities { get; init; } = [];

    /// <summary>First day on which no document was owed, from which the two-way benefit opens (R1.3.1); null while one is owed.</summary>
    public DateOnly? CompleteFrom { get; init; }

    public bool IsLongTerm => Type.IsLongTerm();

    /// <summary>
    /// Whether an encounter at a facility that begins on <paramref name="startedOn"/> is filed.
    /// The admission decides: a stay that begins inside the validity stays filed to its end (R1.4.4).
    /// </summary>
    /// <param name="latestFirstDay">Last day on which the validity may begin: later than the admission where the insured place lets a late
    /// filing count (R1.7).</param>
    public bool Covers(FacilityCode facility, RegionCode facilityRegion, DateOnly startedOn, DateOnly latestFirstDay) =>
        State.HasTakenEffect()
        && Destination.Contains(facilityRegion)
        && (Facilities.IsEmpty || Facilities.Contains(facility))
        && Validity.First <= latestFirstDay
        && !Validity.EndsBefore(startedOn);

    public bool IsInForceOn(DateOnly day) => State.HasTakenEffect() && Validity.Contains(day);

    /// <summary>双向享受 (R1.3.1): in force, and every document is there.</summary>
    public bool IsTwoWayOn(DateOnly day) => IsLongTerm && IsInForceOn(day) && CompleteFrom <= day;
}
