using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace Settlement.Api.Tests.Support;

/// <summary>PostgreSQL in a container; needs a Docker engine. The container ends with the test run.</summary>
internal static class ContainerServer
{
    /// <param name="engine">Address of the Docker engine; null for the one that Docker's own settings name.</param>
    /// <exception cref="InvalidOperationException">No engine answers; the message says what to do.</exception>
    internal static async Task<string> StartAsync(Uri? engine = null)
    {
        try
        {
            var builder = new PostgreSqlBuilder("postgres:18").WithDatabase("postgres")
                .WithEnvironment("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C --lc-ctype=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8");
            var container = (engine is null ? builder : builder.WithDockerEndpoint(engine)).Build();
            await container.StartAsync();
            TestRun.AtEnd(() => container.DisposeAsync().AsTask());
            return container.GetConnectionString();
        }
        // An engine that is named and does not answer comes as an AggregateException around what the socket said.
        catch (Exception e) when (e is DockerUnavailableException or AggregateException or HttpRequestException or TimeoutException or IOException)
        {
            throw new InvalidOperationException(
                $"{ServerChoice.Variable} is '{ServerChoice.ContainerWord}', but no Docker engine answers ({e.GetBaseException().Message}): start one, or leave the variable out for the embedded server.", e);
        }
    }
}
