namespace Settlement.Domain;

/// <summary>依据: the published text that a figure or rule comes from.</summary>
/// <param name="Document">Name or number of the document.</param>
/// <param name="Article">Article, paragraph or table in it; null where the document has none.</param>
public sealed record Citation(string Document, string? Article = null)
{
    public override string ToString() => Article is null ? Document : $"{Document} {Article}";
}
