using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Api.Tests.ReferenceData;

/// <summary>A database filled from the shipped files, shared by the tests that only read it.</summary>
public sealed class LoadedReferenceData : IAsyncLifetime
{
    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal IReadOnlyList<LoadedDataset> FirstLoad { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateMigratedAsync();
        FirstLoad = await ReferenceDataLoader.LoadAsync(Database, NullLogger.Instance, default);
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();
}
