namespace Settlement.Domain.Reconciliations;

/// <summary>What a facility has in its own books of one day. Each number and each group occurs once.</summary>
/// <param name="Totals">Null where it drew up none, which is not the same as a day without settlements.</param>
/// <param name="Details">Amounts by transaction number; null where it listed none.</param>
public sealed record FacilityBooks(
    DateOnly Day, IReadOnlyDictionary<TotalKey, DayTotal>? Totals, IReadOnlyDictionary<string, BookedAmounts>? Details);
