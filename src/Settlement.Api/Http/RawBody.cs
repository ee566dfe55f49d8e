using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>A body that is kept as it was sent, and read where it is needed.</summary>
internal interface IRawBody<TSelf> where TSelf : class, IRawBody<TSelf>
{
    static abstract int BytesAtMost { get; }

    static abstract TSelf Of(ReadOnlyMemory<byte> content, bool isCsv);
}

/// <summary>The body of an operation that takes up to so many bytes, JSON or CSV by its content type.</summary>
internal sealed record RawBody<T>(T Content) where T : class, IRawBody<T>
{
    /// <summary>Reserved before a byte has arrived, whatever the caller announces.</summary>
    private const int BytesAtFirst = 4 * 1024 * 1024;

    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async ValueTask<RawBody<T>?> BindAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = T.BytesAtMost;
        var content = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, BytesAtFirst));
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        return new(T.Of(content.GetBuffer().AsMemory(0, (int)content.Length), CsvRows.Is(context.Request.ContentType)));
    }
}

internal static class RawJson
{
    /// <exception cref="BadHttpRequestException">It is no JSON of this form.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> content) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content, Wire.Json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }
}
