using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Settlement.Api.Http;

namespace Settlement.Api.FacilityImports;

/// <summary>名录导入试算: what is said beside the list.</summary>
/// <param name="ValidFrom">First day on which what the list closes is closed; today in China where left out, never earlier.</param>
/// <param name="CompleteList">Whether facilities of the province that the list lacks are closed.</param>
/// <param name="Demonstration">Whether the facilities do not exist or are not designated.</param>
internal sealed record FacilityImportQuery(DateOnly? ValidFrom = null, bool CompleteList = false, bool Demonstration = false);

/// <summary>A list as it was sent, as JSON or CSV. Its rows are read one by one, so that every faulty one can be named.</summary>
internal sealed record FacilityListContent(ReadOnlyMemory<byte> Bytes, bool IsCsv) : IRawBody<FacilityListContent>
{
    internal const int RowsAtMost = 100_000;

    public static int BytesAtMost => 128 * 1024 * 1024;

    static FacilityListContent IRawBody<FacilityListContent>.Of(ReadOnlyMemory<byte> content, bool isCsv) => new(content, isCsv);

    /// <summary>
    /// Tells a retry from another list under the same number. By the bytes as they came: so large a list is not read whole to be compared.
    /// </summary>
    internal byte[] HashWith(FacilityImportQuery query)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{query.ValidFrom:O}|{query.CompleteList}|{query.Demonstration}|{IsCsv}|"));
        hash.AppendData(Bytes.Span);
        return hash.GetHashAndReset();
    }

    internal IEnumerable<JsonElement> Rows() => IsCsv ? FacilityCsv.Rows(Bytes) : RawJson.Read<Rough>(Bytes.Span).Facilities;

    private sealed record Rough(List<JsonElement> Facilities);
}
