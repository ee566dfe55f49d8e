using System.Globalization;
using Npgsql;
using Settlement.Api.Tests.EmbeddedPostgres;

namespace Settlement.Api.Tests.Hosting;

/// <summary>The database of a program under test, reached as an operator on the machine could: by its own files.</summary>
internal static class EmbeddedDatabase
{
    internal static async Task<NpgsqlDataSource> ConnectAsync(TemporaryDataRoot root)
    {
        var port = (await File.ReadAllLinesAsync(Path.Combine(root.Cluster, "postmaster.pid")))[3];
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(port, CultureInfo.InvariantCulture),
            Database = "settlement",
            Username = "settlement",
            Password = (await File.ReadAllTextAsync(Path.Combine(root.Path, "password"))).Trim(),
            Pooling = false,
        });
    }
}
