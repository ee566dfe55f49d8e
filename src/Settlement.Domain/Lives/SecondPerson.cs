namespace Settlement.Domain.Lives;

/// <summary>经办与复核分离: whoever prepared something does not decide on it.</summary>
public static class SecondPerson
{
    /// <param name="decider">Subject of whoever decides.</param>
    /// <param name="preparers">Subjects of everybody who took part before; null for nobody.</param>
    public static bool IsMissing(string decider, params IEnumerable<string?> preparers) => preparers.Contains(decider);
}
