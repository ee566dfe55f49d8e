using System.Diagnostics.CodeAnalysis;

namespace Settlement.Api.Calls;

/// <summary>What became of a call: done, done before (with the answer as it is now), or refused.</summary>
internal readonly struct Outcome<T> where T : class
{
    private Outcome(T? answer, Refusal? refusal, bool wasDoneBefore, string? undoneBy) =>
        (Answer, Refusal, WasDoneBefore, UndoneBy) = (answer, refusal, wasDoneBefore, undoneBy);

    /// <summary>Null where the call was refused.</summary>
    internal T? Answer { get; }

    /// <summary>Null unless the call was refused.</summary>
    internal Refusal? Refusal { get; }

    /// <summary>Whether the same call had been carried out before, and nothing was done now.</summary>
    internal bool WasDoneBefore { get; }

    /// <summary>Number of what has undone since what the call did before; null where it stands.</summary>
    internal string? UndoneBy { get; }

    public static implicit operator Outcome<T>(T answer) => new(answer, null, wasDoneBefore: false, undoneBy: null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal, wasDoneBefore: false, undoneBy: null);

    /// <param name="undoneBy">Number of what has undone it since; null where it stands.</param>
    internal static Outcome<T> Before(T answer, string? undoneBy = null) => new(answer, null, wasDoneBefore: true, undoneBy);

    internal bool IsRefused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? answer)
    {
        (refusal, answer) = (Refusal, Answer);
        return refusal is not null;
    }

    /// <summary>The same outcome with another form of the answer.</summary>
    internal Outcome<TOther> As<TOther>(Func<T, TOther> form) where TOther : class =>
        Refusal is null ? new Outcome<TOther>(form(Answer!), null, WasDoneBefore, UndoneBy) : Refusal;
}
