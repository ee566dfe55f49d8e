using Settlement.EmbeddedPostgres;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.Api.Tests.EmbeddedPostgres;

public sealed class ServerBinariesTests(DownloadedServer downloaded) : IClassFixture<DownloadedServer>, IDisposable
{
    private readonly TemporaryDataRoot root = new();

    [Fact]
    public async Task The_server_that_this_machine_offers_takes_Chinese_characters_for_letters_and_sorts_by_code_point() =>
        await CheckChineseAsync(root.Options with { CacheDirectory = downloaded.CacheDirectory }, atLeast: 15);

    [Fact]
    public async Task The_downloaded_server_takes_Chinese_characters_for_letters_and_sorts_by_code_point() =>
        await CheckChineseAsync(root.Options with { BinDirectory = downloaded.BinDirectory }, atLeast: 18);

    [Fact]
    public void A_download_leaves_the_complete_package_only() =>
        Assert.Equal(["lock", "postgresql-18.4.0-beta.17"],
            Directory.EnumerateFileSystemEntries(downloaded.CacheDirectory)
                .Select(entry => string.Join('-', Path.GetFileName(entry).Split('-').Take(3))).Order());

    [Fact]
    public async Task Data_of_one_major_version_goes_on_with_that_version()
    {
        await (await TemporaryDataRoot.StartAsync(root.Options with { BinDirectory = downloaded.BinDirectory })).DisposeAsync();

        await using var server = await TemporaryDataRoot.StartAsync(root.Options with { CacheDirectory = downloaded.CacheDirectory });

        Assert.StartsWith("18", (string?)await TemporaryDataRoot.AskAsync(server, "SHOW server_version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_major_version_that_is_not_here_is_refused_with_the_ways_out()
    {
        await LeaveDataOfVersion9Async();

        var refusal = await root.RefusalAsync(root.Options with { CacheDirectory = downloaded.CacheDirectory });

        Assert.EndsWith(
            "is of PostgreSQL 9, which was not found; install PostgreSQL 9, set Postgres:BinDirectory to its folder, or set "
            + "Postgres:DataRoot to another folder.",
            refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_another_major_version_than_the_set_folder_is_refused()
    {
        await LeaveDataOfVersion9Async();

        var refusal = await root.RefusalAsync(root.Options with { BinDirectory = downloaded.BinDirectory });

        Assert.Contains("is of PostgreSQL 9 but Postgres:BinDirectory holds PostgreSQL 18", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_folder_without_PostgreSQL_is_refused_and_the_setting_named()
    {
        var refusal = await root.RefusalAsync(root.Options with { BinDirectory = root.Path });

        Assert.Equal(
            $"Postgres:BinDirectory is {root.Path}, where user {ServerAccount.Find().Name} can run no PostgreSQL 15 or later; set "
            + "it to the folder that holds postgres and initdb, or remove it.",
            refusal);
    }

    public void Dispose() => root.Dispose();

    private static async Task CheckChineseAsync(EmbeddedPostgresOptions options, int atLeast)
    {
        await using var server = await TemporaryDataRoot.StartAsync(options);
        await TemporaryDataRoot.AskAsync(server, "CREATE EXTENSION pg_trgm");

        Assert.True((int)(await TemporaryDataRoot.AskAsync(server, "SELECT current_setting('server_version_num')::int / 10000"))! >= atLeast);
        Assert.Equal(7, await TemporaryDataRoot.AskAsync(server, "SELECT cardinality(show_trgm('北京协和医院'))"));
        Assert.Equal("A,Z,a,中,北,𠀀", await TemporaryDataRoot.AskAsync(server,
            "SELECT string_agg(c, ',' ORDER BY c) FROM unnest(ARRAY['北','a','𠀀','Z','中','A']) c"));
    }

    private async Task LeaveDataOfVersion9Async()
    {
        await (await TemporaryDataRoot.StartAsync(root.Options with { BinDirectory = downloaded.BinDirectory })).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(root.Cluster, "PG_VERSION"), "9\n");
    }
}
