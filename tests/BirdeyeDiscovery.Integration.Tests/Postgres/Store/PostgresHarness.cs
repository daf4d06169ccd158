using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A database of one test: the schema is the owner's, hosts run as the runtime role, statements of tests as superuser.</summary>
internal class PostgresHarness : StoreHarness
{
    public const string Schema = "discovery";

    private static readonly Lazy<Task<string>> LazyTemplate = new(MakeTemplateAsync);

    private TestDatabase? _database;
    private NpgsqlDataSource? _statements;
    private bool _installed;

    /// <summary>Gets the name of a database with the schema in it, to be copied.</summary>
    public static Task<string> Template => LazyTemplate.Value;

    /// <summary>Gets the port that hosts connect to, for a proxy before it.</summary>
    public ValueTask<int> TargetAsync() => PortAsync();

    /// <summary>Gets the port that hosts connect to.</summary>
    protected virtual async ValueTask<int> PortAsync() => (await SharedPostgres.GetAsync()).Port;

    /// <summary>Gets the database; copied with the schema in it, or empty when nothing was installed before.</summary>
    public async ValueTask<TestDatabase> DatabaseAsync()
    {
        if (_database is not null)
        {
            return _database;
        }

        return _database = await CreateAsync(_installed);
    }

    public override ValueTask<StoreHost> OpenHostAsync(CancellationToken cancellationToken) => OpenAsync(PostgresRoles.Runtime);

    public override ValueTask<StoreHost> OpenInstallerAsync(CancellationToken cancellationToken) => OpenAsync(PostgresRoles.Owner);

    public override ValueTask<StoreHost> OpenRetentionAsync(CancellationToken cancellationToken) => OpenAsync(PostgresRoles.Retention);

    public override async ValueTask<StoreHost> OpenTradingHostAsync(Action<PositionsTableOptions> configure, CancellationToken cancellationToken) =>
        new(await OpenServicesAsync(build: builder => builder.Services.Configure<BirdeyeDiscoveryOptions>(options => configure(options.Positions))));

    public override ValueTask MakeBotTableAsync(string table, string sql, CancellationToken cancellationToken) =>
        ExecuteAsync($"{sql}; GRANT SELECT ON {table} TO {PostgresRoles.Runtime}", cancellationToken);

    /// <summary>Opens a host as one of the roles, on the harness's port or another.</summary>
    public async ValueTask<StoreHost> OpenAsync(
        string role, int? port = null, Action<NpgsqlConnectionStringBuilder>? configure = null, Action<IBirdeyeDiscoveryBuilder>? build = null) =>
        new(await OpenServicesAsync(role, port, configure, build));

    public async ValueTask<ServiceProvider> OpenServicesAsync(
        string role = PostgresRoles.Runtime,
        int? port = null,
        Action<NpgsqlConnectionStringBuilder>? configure = null,
        Action<IBirdeyeDiscoveryBuilder>? build = null,
        Action<PostgresStoreOptions>? options = null)
    {
        var database = await DatabaseAsync();
        var connection = new NpgsqlConnectionStringBuilder(PostgresConnection.To(port ?? await PortAsync(), database.Name, role));
        configure?.Invoke(connection);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        var builder = services
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.ApiKey = new ApiKey("none");
                options.Storage.Schema = Schema;
            })
            .UsePostgres(store =>
            {
                store.ConnectionString = connection.ConnectionString;
                options?.Invoke(store);
            })
            .WithoutHostedService();
        build?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    /// <summary>Makes the schema and its roles in an empty database.</summary>
    protected static async Task InstallAsync(TestDatabase database)
    {
        await PostgresRoles.ApplyAsync(database, Schema);
        await using (var owner = NpgsqlDataSource.Create(database.ConnectionString(PostgresRoles.Owner) + ";Pooling=false"))
        {
            await new PostgresSchema(owner, Schema).InitializeAsync(SchemaMode.Apply, CancellationToken.None);
        }

        await PostgresRoles.ApplyAsync(database, Schema);
    }

    /// <summary>Makes the database.</summary>
    protected virtual async Task<TestDatabase> CreateAsync(bool withSchema)
    {
        if (withSchema)
        {
            return await TestDatabase.CreateAsync(template: await Template);
        }

        var database = await TestDatabase.CreateAsync();
        await PostgresRoles.ApplyAsync(database, Schema);
        return database;
    }

    public override async ValueTask<IReadOnlyList<object?[]>> QueryRowsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = (await StatementsAsync()).CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        }

        return rows;
    }

    public override async ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = (await StatementsAsync()).CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    protected override async ValueTask InstallAsync(CancellationToken cancellationToken)
    {
        _installed = true;
        await DatabaseAsync();
    }

    protected override ValueTask DropAsync() => _database?.DisposeAsync() ?? default;

    // The schema is made once and copied: that takes a fraction of making it anew for each test.
    private static async Task<string> MakeTemplateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await InstallAsync(database);
        return database.Name;
    }

    private async ValueTask<NpgsqlDataSource> StatementsAsync() =>
        _statements ??= (await DatabaseAsync()).Open(configure: static options => options.SearchPath = Schema);
}
