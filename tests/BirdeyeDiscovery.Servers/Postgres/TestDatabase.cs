using Npgsql;

namespace BirdeyeDiscovery.Servers;

/// <summary>An empty database of one test on a server, dropped some time after its end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> _sources = [];

    private TestDatabase(PostgresServer server, string name)
    {
        Server = server;
        Name = name;
    }

    public PostgresServer Server { get; }

    public string Name { get; }

    /// <summary>Makes a database on a server; none: the shared one.</summary>
    /// <param name="server">The server.</param>
    /// <param name="template">A database to copy, to which nobody is connected; none: an empty one.</param>
    public static async Task<TestDatabase> CreateAsync(PostgresServer? server = null, string? template = null)
    {
        var database = new TestDatabase(server ?? await SharedPostgres.GetAsync(), $"test_{Guid.NewGuid():N}");
        await database.MakeAsync(template ?? "template1");
        return database;
    }

    /// <summary>Drops the database with all that is in it, whoever is connected, and makes it anew, empty.</summary>
    public async Task RecreateAsync()
    {
        await Server.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
        await MakeAsync("template1");

        // Pools hold connections that the server has ended.
        _sources.ForEach(source => source.Clear());
    }

    public string ConnectionString(string user = "postgres") => Server.ConnectionString(Name, user);

    /// <summary>Opens a data source that lives as long as the database.</summary>
    /// <param name="user">The role that connects.</param>
    /// <param name="port">The port of a pooler or proxy; none: the server's.</param>
    /// <param name="configure">Changes the connection string.</param>
    public NpgsqlDataSource Open(string user = "postgres", int? port = null, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var builder = new NpgsqlDataSourceBuilder(PostgresConnection.To(port ?? Server.Port, Name, user));
        configure?.Invoke(builder.ConnectionStringBuilder);
        var source = builder.Build();
        lock (_sources)
        {
            _sources.Add(source);
        }

        return source;
    }

    /// <summary>Runs statements as superuser and returns the first value of the first row.</summary>
    public Task<object?> ExecuteAsync(string sql) => Server.ExecuteAsync(sql, Name);

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        Server.DropLater(Name);
    }

    // Without a checkpoint at both ends, which costs more than the copy.
    private async Task MakeAsync(string template) => await Server.ExecuteAsync($"CREATE DATABASE {Name} TEMPLATE {template} STRATEGY wal_log");
}
