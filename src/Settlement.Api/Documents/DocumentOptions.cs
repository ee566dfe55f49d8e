using System.Globalization;
using Settlement.Api.Hosting;
using Settlement.EmbeddedPostgres;
using Settlement.Persistence.Documents;

namespace Settlement.Api.Documents;

/// <summary>What holds for uploaded documents (材料附件).</summary>
/// <param name="MostBytes">Size of the largest file that is taken.</param>
internal sealed record DocumentOptions(int MostBytes)
{
    private const int Limit = 100 * 1024 * 1024;

    private static readonly DocumentOptions Default = new(5 * 1024 * 1024);

    /// <exception cref="StartupException">The settings under <c>Documents</c> cannot work.</exception>
    internal static DocumentOptions Read(IConfiguration configuration) => configuration.Text("Documents:MostBytes") switch
    {
        null => Default,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes is > 0 and <= Limit =>
            new(bytes),
        var text => throw new StartupException(
            $"Documents__MostBytes is '{text}': set it to a number of bytes from 1 to {Limit}, or leave it out."),
    };
}

internal static class DocumentServices
{
    /// <exception cref="StartupException">The settings under <c>Documents</c> cannot work.</exception>
    internal static void AddDocuments(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(DocumentOptions.Read(configuration)).AddSingleton<DocumentUpload>().AddScoped<DocumentContents>()
        .AddSingleton<IDocumentStore>(new FolderDocumentStore(FolderOf(configuration)));

    /// <summary>A folder that is set must be there or be made now; the default one is made when the first document comes.</summary>
    private static string FolderOf(IConfiguration configuration)
    {
        try
        {
            return configuration.Text("Documents:Folder") is { } folder
                ? Directory.CreateDirectory(folder).FullName
                : DefaultFolders.Documents();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException(
                $"Documents__Folder cannot be used ({e.Message}): set it to a folder that the program may write.", e);
        }
        catch (EmbeddedPostgresException e)
        {
            throw new StartupException(e.Message, e);
        }
    }
}
