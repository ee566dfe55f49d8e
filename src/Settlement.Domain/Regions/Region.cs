namespace Settlement.Domain.Regions;

/// <summary>行政区划 of GB/T 2260.</summary>
/// <param name="Level">1 province, 2 city, 3 county.</param>
/// <param name="Usable">Whether it can be an insured or a treatment place today; abolished and structural codes cannot.</param>
public sealed record Region(RegionCode Code, string Name, int Level, bool Usable);
