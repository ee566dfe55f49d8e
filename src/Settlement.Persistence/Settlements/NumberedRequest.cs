using Settlement.Domain;

namespace Settlement.Persistence.Settlements;

/// <summary>A request that the caller may send again under its number.</summary>
/// <param name="No">The facility's own transaction number.</param>
/// <param name="Hash">SHA-256 of what it says.</param>
/// <param name="By">Subject of the token.</param>
public sealed record NumberedRequest(FacilityCode Facility, string No, byte[] Hash, string By);
