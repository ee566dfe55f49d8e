using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>What is sent as rows: as JSON, or as a table with whatever else it says in the query.</summary>
internal interface ITable<TSelf> where TSelf : class, ITable<TSelf>
{
    /// <summary>Form of the rows in a table.</summary>
    static abstract CsvRows Form { get; }

    /// <param name="query">The text of a parameter of the query by its name; empty where it was left out.</param>
    /// <exception cref="FormatException">The query does not say what a table needs beside it; the message is for people.</exception>
    static abstract TSelf Of(IReadOnlyList<JsonElement> rows, Func<string, string> query);
}

/// <summary>An argument of an operation that holds its body.</summary>
internal interface IBodyOf<out T>
{
    T Content { get; }
}

/// <summary>A body of rows, as JSON or CSV by its content type.</summary>
internal sealed record TableBody<T>(T Content) : IBodyOf<T> where T : class, ITable<T>
{
    /// <exception cref="BadHttpRequestException">The body cannot be read.</exception>
    public static async ValueTask<TableBody<T>?> BindAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            if (CsvRows.Is(request.ContentType))
                return new(T.Of(await T.Form.ReadAsync(request.Body, context.RequestAborted), name => request.Query[name].ToString()));
            var content = await JsonSerializer.DeserializeAsync<T>(request.Body, Wire.Json, context.RequestAborted);
            return new(content ?? throw new JsonException("null"));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }
}
