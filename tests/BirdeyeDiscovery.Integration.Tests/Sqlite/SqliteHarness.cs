using BirdeyeDiscovery.Conformance;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

/// <summary>A SQLite file in a directory of its own.</summary>
internal sealed class SqliteHarness : StoreHarness
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("discovery-sqlite-");

    public SqliteHarness() => Path = System.IO.Path.Combine(_directory.FullName, "made", "discovery.db");

    public string Path { get; }

    public override ValueTask<StoreHost> OpenHostAsync(CancellationToken cancellationToken) => new(new StoreHost(OpenServices()));

    public override ValueTask<StoreHost> OpenTradingHostAsync(Action<PositionsTableOptions> configure, CancellationToken cancellationToken) =>
        new(new StoreHost(OpenServices(services: services => services.Configure<BirdeyeDiscoveryOptions>(options => configure(options.Positions)))));

    public ServiceProvider OpenServices(Action<SqliteStoreOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = new TestBuilder(string.Empty);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.UseSqlite(Path).UseSqlite(configure ?? (_ => { }));
        services?.Invoke(builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    public override ValueTask<IReadOnlyList<object?[]>> QueryRowsAsync(string sql, CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        }

        return new(rows);
    }

    public override ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return default;
    }

    protected override ValueTask DropAsync()
    {
        _directory.Delete(recursive: true);
        return default;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Foreign Keys=True");
        connection.Open();
        return connection;
    }
}
