using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Settlement.Api.Calls;
using Settlement.Api.Http;

namespace Settlement.Api.FacilityImports;

/// <summary>A list as it was sent, as JSON or CSV.</summary>
internal sealed record FacilityImportRequest(ReadOnlyMemory<byte> Content, bool IsCsv)
{
    internal const int RowsAtMost = 100_000;
    private const int BytesAtMost = 128 * 1024 * 1024;

    /// <summary>Reserved before a byte has arrived, whatever the caller announces.</summary>
    private const int BytesAtFirst = 4 * 1024 * 1024;

    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async ValueTask<FacilityImportRequest?> BindAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = BytesAtMost;
        var content = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, BytesAtFirst));
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        return new(content.GetBuffer().AsMemory(0, (int)content.Length), CsvRows.Is(context.Request.ContentType));
    }

    /// <summary>Tells a retry from another list under the same number.</summary>
    internal byte[] HashWith(DateOnly? validFrom, bool completeList, bool demonstration)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{validFrom:O}|{completeList}|{demonstration}|{IsCsv}|"));
        hash.AppendData(Content.Span);
        return hash.GetHashAndReset();
    }

    /// <exception cref="BadHttpRequestException">It is no list.</exception>
    internal IEnumerable<JsonElement> Rows() => IsCsv ? FacilityCsv.Rows(Content) : JsonRows();

    private List<JsonElement> JsonRows()
    {
        try
        {
            return (JsonSerializer.Deserialize<Rough>(Content.Span, Wire.Json) ?? throw new JsonException("null")).Facilities;
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The list cannot be read.", e);
        }
    }

    private sealed record Rough(List<JsonElement> Facilities);
}
