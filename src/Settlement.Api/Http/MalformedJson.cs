using System.Text.Json;
using System.Text.RegularExpressions;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>Says where a body cannot be read, and why, without the reader's own type names.</summary>
internal static partial class MalformedJson
{
    /// <returns>What is wrong, and the JSON pointer to it; null where the body as a whole is at fault.</returns>
    internal static (string Detail, string? Pointer) Explain(JsonException e)
    {
        var pointer = Pointer(e.Path);
        var whole = pointer.Length == 0 ? null : pointer;
        if (MissingMembers().Match(e.Message) is { Success: true } missing)
        {
            var names = QuotedWord().Matches(missing.Value).Select(m => m.Groups[1].Value).ToList();
            return ($"{new Text("缺少字段", "missing")} {string.Join(", ", names)}", $"{pointer}/{names[0]}");
        }
        if (e.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return (new Text("未知字段", "unknown field").ToString(), pointer);
        if (e.Message.Contains("could not be converted", StringComparison.Ordinal) || e.Message.StartsWith('\'') || e.Message.StartsWith("is none of", StringComparison.Ordinal))
            return (new Text("值的类型或写法不对", "the value has the wrong type or form").ToString(), whole);
        return (new Text("不是正确的 JSON", "not well-formed JSON").ToString(), whole);
    }

    /// <summary>What is wrong with a field of a document; where a word is none of those that it may be, these are named.</summary>
    internal static string ExplainField(JsonException e) =>
        e.Message.Contains("is none of", StringComparison.Ordinal) ? e.Message : Explain(e).Detail;

    /// <summary><c>$.lines[0].amount</c> becomes <c>/lines/0/amount</c>.</summary>
    private static string Pointer(string? path) => PathStep().Replace((path ?? "").TrimStart('$'), "/$1$2");

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex PathStep();

    [GeneratedRegex("missing required properties including: (?:'[^']+'(?:, )?)+")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedWord();
}
