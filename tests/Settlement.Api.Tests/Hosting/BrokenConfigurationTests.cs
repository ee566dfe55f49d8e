using System.Net;
using System.Net.Sockets;
using Settlement.Api.Tests.EmbeddedPostgres;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Hosting;

/// <summary>A configuration that cannot work ends the program with one sentence that says what to change.</summary>
public sealed class BrokenConfigurationTests
{
    [Theory]
    [InlineData("ConnectionStrings__Settlement", "Host=127.0.0.1;Port=1;Timeout=2", "ConnectionStrings__Settlement does not lead to a PostgreSQL database")]
    [InlineData("ConnectionStrings__Settlement", "nonsense", "ConnectionStrings__Settlement does not lead to a PostgreSQL database")]
    [InlineData("Postgres__BinDirectory", "/no/such/folder", "Postgres:BinDirectory")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production", "Set Authentication__Authority")]
    [InlineData("Demonstration__Load", "perhaps", "Demonstration__Load")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "ASPNETCORE_URLS")]
    [InlineData("Serilog__MinimumLevel__Default", "Loud", "Serilog")]
    [InlineData("Logging__Json", "yes", "Logging__Json")]
    [InlineData("Authentication__Authority", "nonsense", "Authentication__Authority")]
    [InlineData("Authentication__Authority", "http://localhost:1", "Authentication__Audience")]
    [InlineData("Postgres__DataRoot", "/proc/none", "Postgres:DataRoot")]
    [InlineData("Documents__Folder", "/proc/none", "Documents__Folder")]
    [InlineData("Documents__MostBytes", "0", "Documents__MostBytes")]
    [InlineData("Documents__MostBytes", "5 MB", "Documents__MostBytes")]
    public async Task The_sentence_names_the_setting(string name, string value, string sentence)
    {
        using var root = new TemporaryDataRoot();
        using var api = ApiProcess.Start(("Postgres__DataRoot", root.Path), (name, value));

        Assert.Equal(1, await api.EndedAsync());

        var line = Assert.Single(api.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(sentence, line, StringComparison.Ordinal);
        Assert.Empty(root.Processes());
    }

    [Fact]
    public async Task An_address_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var api = ApiProcess.Start(
            ("ASPNETCORE_URLS", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"),
            ("ConnectionStrings__Settlement", await TestDatabase.CreateDemonstrationAsync()));

        Assert.Equal(1, await api.EndedAsync());
        Assert.Contains("The address is in use", api.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_server_is_used_where_one_is_named()
    {
        using var root = new TemporaryDataRoot();
        using var api = ApiProcess.Start(
            ("Postgres__DataRoot", root.Path), ("ConnectionStrings__Settlement", await TestDatabase.CreateDemonstrationAsync()));

        await api.ReadyAsync();

        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Path));
        api.Signal("TERM");
        Assert.Equal(0, await api.EndedAsync());
    }
}
