namespace Settlement.Persistence.ReferenceData;

/// <summary>What became of one dataset.</summary>
/// <param name="Rows">Rows in the table afterwards.</param>
/// <param name="WasLoaded">False: this version was already there, loaded earlier or by another instance just now.</param>
public sealed record LoadedDataset(string Dataset, int Rows, bool WasLoaded);
