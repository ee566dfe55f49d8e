using Settlement.Api.Calls;
using Settlement.Persistence.Documents;

namespace Settlement.Api.Documents;

/// <summary>材料附件.</summary>
/// <param name="Sha256">SHA-256 of the content, 64 digits; the content is read under it.</param>
internal sealed record DocumentAnswer<TKind>(
    TKind Kind, string FileName, string MediaType, int SizeBytes, string Sha256, string SuppliedBy, DateTimeOffset SuppliedAt)
    where TKind : struct, Enum
{
    internal static DocumentAnswer<TKind> From(SuppliedDocumentRecord<TKind> document) => new(
        document.Kind, document.FileName, document.MediaType, document.SizeBytes, Convert.ToHexStringLower(document.Sha256),
        document.SuppliedBy, document.SuppliedAt.InChina());
}
