using System.Data.Common;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The ledger of a host process in one folder, in either store: the settings that lead there, and SQL to see what is in it.</summary>
internal sealed class HostLedger : IAsyncDisposable
{
    private readonly string _file;
    private readonly TestDatabase? _database;

    private HostLedger(string file, TestDatabase? database) => (_file, _database) = (file, database);

    /// <summary>Gets the settings of a host that writes here.</summary>
    public IReadOnlyDictionary<string, string> Settings => _database is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = _database.ConnectionString(PostgresRoles.Runtime),
            ["BirdeyeDiscovery__Storage__Schema"] = PostgresDatabases.Schema,
        };

    /// <summary>Makes an empty ledger; the file is made by the host itself, the database has its schema from its owner.</summary>
    public static async Task<HostLedger> CreateAsync(HostStore store, TemporaryFolder folder) =>
        new(folder.File("data/discovery.db"), store == HostStore.Postgres ? await PostgresDatabases.CreateAsync() : null);

    /// <summary>Gets each row as the texts of its columns with bars between them; null is <c>∅</c>.</summary>
    /// <param name="sql">A query that both stores understand.</param>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        if (_database is null)
        {
            return await StoredRows.OfAsync(_file, sql);
        }

        await using DbConnection connection = new NpgsqlConnection(_database.ConnectionString() + $";Pooling=false;Search Path={PostgresDatabases.Schema}");
        return await StoredRows.OfAsync(connection, sql);
    }

    /// <summary>What must hold in any ledger, and that the file is whole.</summary>
    public async Task AssertFactsAsync()
    {
        if (_database is null)
        {
            Assert.Equal(["ok"], await RowsAsync("PRAGMA integrity_check"));
        }

        await StoredFacts.AssertAsync(RowsAsync);
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? default;
}
