namespace Settlement.Domain.Chronic;

/// <summary>病种申报: an item of a day that the facility declared for a disease of the person.</summary>
/// <param name="StandsWithDisease">
/// Whether an encounter of the disease that is open, or was paid in full, still holds such a charge, so that it is charged there.
/// </param>
public sealed record DeclaredItem(string ItemCode, DateOnly ServiceDate, string Disease, bool StandsWithDisease);
