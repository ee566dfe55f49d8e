using System.Globalization;

namespace Settlement.Api.Persons;

internal static class MaskedName
{
    /// <summary>姓名脱敏: the first character, and a star for each of the others, as <c>张*</c>.</summary>
    internal static string Of(string name)
    {
        var characters = StringInfo.ParseCombiningCharacters(name).Length;
        return characters < 2 ? name : StringInfo.GetNextTextElement(name) + new string('*', characters - 1);
    }
}
