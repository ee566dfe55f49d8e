namespace Settlement.Persistence.Numbers;

/// <summary>A record that goes through steps; each leads to its next version.</summary>
public interface IVersionedRecord
{
    /// <summary>1 for what was first stored.</summary>
    int Version { get; set; }
}

/// <summary>办理记录: one entry of the history of a record that goes through steps; written once.</summary>
public abstract class StepRecord<TStep> where TStep : struct, Enum
{
    /// <summary>The version that the step led to.</summary>
    public required int Version { get; init; }

    public required TStep Step { get; init; }

    /// <summary>SHA-256 of what was asked for, by which a repeat is known.</summary>
    public required byte[] RequestHash { get; init; }

    /// <summary>The reason or remark that came with the step; null where none did.</summary>
    public string? Note { get; init; }

    /// <summary>Subject of the token, or the word of a program that acts by itself.</summary>
    public required string DoneBy { get; init; }

    public required DateTimeOffset DoneAt { get; init; }
}
