using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Settlement.Domain.Policies.Documents;

/// <summary>Lays JSON out for people: indented by two, but an object or list that fits stays on its line.</summary>
internal static class JsonLayout
{
    private const int Width = 120;

    internal static string Write(JsonElement root)
    {
        var text = new StringBuilder();
        Append(text, root, indent: 0, used: Width);
        return text.Append('\n').ToString();
    }

    /// <param name="used">Characters of the line that are taken.</param>
    private static void Append(StringBuilder text, JsonElement element, int indent, int used)
    {
        var line = OnOneLine(element);
        if (!HasMembers(element) || used + line.Length < Width)
        {
            text.Append(line);
            return;
        }
        var isObject = element.ValueKind == JsonValueKind.Object;
        text.Append(isObject ? '{' : '[');
        var separator = "";
        foreach (var (name, value) in Members(element))
        {
            text.Append(separator).Append('\n').Append(' ', indent + 2).Append(name);
            Append(text, value, indent + 2, indent + 2 + name.Length);
            separator = ",";
        }
        text.Append('\n').Append(' ', indent).Append(isObject ? '}' : ']');
    }

    private static string OnOneLine(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when HasMembers(element) => $"{{ {Joined(element)} }}",
        JsonValueKind.Array => $"[{Joined(element)}]",
        _ => element.GetRawText(),
    };

    private static string Joined(JsonElement element) => string.Join(", ", Members(element).Select(m => m.Name + OnOneLine(m.Value)));

    private static bool HasMembers(JsonElement element) => Members(element).Any();

    /// <summary>Members of an object with the name as it is written before the value, elements of a list with none.</summary>
    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(p => ($"\"{JsonEncodedText.Encode(p.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\": ", p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(e => ("", e)),
        _ => [],
    };
}
