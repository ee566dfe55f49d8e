namespace Settlement.Persistence.Numbers;

/// <summary>A record that exists once under a number of the caller's own.</summary>
public interface INumberedRecord
{
    /// <summary>SHA-256 of the request that made it, by which a repeat is told from a number used twice.</summary>
    byte[] RequestHash { get; }
}
