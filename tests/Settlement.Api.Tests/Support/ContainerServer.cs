#if TESTCONTAINERS
using Testcontainers.PostgreSql;

namespace Settlement.Api.Tests.Support;

/// <summary>PostgreSQL in a container; needs a Docker engine. The container ends with the test run.</summary>
internal static class ContainerServer
{
    internal static async Task<string> StartAsync()
    {
        var container = new PostgreSqlBuilder("postgres:18").WithDatabase("postgres")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C --lc-ctype=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8")
            .Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
#endif
