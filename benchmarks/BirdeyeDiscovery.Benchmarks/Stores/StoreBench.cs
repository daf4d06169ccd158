using BirdeyeDiscovery.Benchmarks.Fixtures;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>Represents a PostgreSQL server of its own with usual durability, and the measurements on it.</summary>
internal sealed class StoreBench : IAsyncDisposable
{
    private readonly List<ServiceProvider> _hosts = [];
    private readonly List<NpgsqlDataSource> _sources = [];

    private StoreBench(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    /// <summary>Starts a server that acknowledges a commit only when it is on the disk.</summary>
    public static async Task<StoreBench> StartAsync() =>
        new(
            await PostgresServer.CreateAsync(
                ["max_connections=200", "shared_buffers=512MB", "max_wal_size=8GB", "checkpoint_timeout=1h", "autovacuum=off"]));

    /// <summary>Creates a database with the schema.</summary>
    public async Task<NpgsqlDataSource> MakeAsync(string name)
    {
        await Server.ExecuteAsync($"CREATE DATABASE \"{name}\"");
        var source = Open(name);
        await new PostgresSchema(source, "public").InitializeAsync(SchemaMode.Apply, CancellationToken.None);
        return source;
    }

    /// <summary>Opens a database as superuser.</summary>
    public NpgsqlDataSource Open(string name)
    {
        var source = NpgsqlDataSource.Create(Server.ConnectionString(name));
        _sources.Add(source);
        return source;
    }

    /// <summary>Runs statements, however long they take.</summary>
    public static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Opens a host that leads, on connections of its own with the library's settings.</summary>
    public async Task<BenchHost> LeadAsync(NpgsqlDataSource source)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        services.AddBirdeyeDiscovery(static options => options.Birdeye.ApiKey = new ApiKey("none"))
            .UsePostgres(options => options.ConnectionString = source.ConnectionString)
            .WithoutHostedService();
        var provider = services.BuildServiceProvider();
        _hosts.Add(provider);
        var epoch = await provider.GetRequiredService<ILeaderLease>().AcquireOrRenewAsync(TimeSpan.FromHours(1));
        return new BenchHost(
            provider.GetRequiredService<ITrackedTokenStore>(),
            provider.GetRequiredService<IDiscoveryHistory>(),
            provider.GetRequiredService<IDiscoveryAnalytics>(),
            provider.GetRequiredService<ITradeLedger>(),
            epoch!.Value);
    }

    /// <summary>Compares a whole commit with the same rows written by one awaited statement each.</summary>
    /// <param name="candidates">The number of score rows of a cycle.</param>
    /// <param name="warmUps">The number of pairs before the measured ones, because a host in production is warm for days.</param>
    /// <param name="pairs">The number of measured pairs.</param>
    /// <param name="rows">
    /// Whether both write all rows of a cycle, both only those of the first design, or the commit all rows and the baseline only those of
    /// the first design.
    /// </param>
    public async Task<PairedRatio> CommitAsync(int candidates, int warmUps, int pairs, CommitRows rows)
    {
        var ours = await LeadAsync(await MakeAsync($"ours_{candidates}_{rows}"));
        var other = new RowByRow(await MakeAsync($"rows_{candidates}_{rows}"), "public");
        var plans = Enumerable.Range(0, warmUps + pairs).Select(cycle => PlanFixture.Create(cycle, candidates)).ToList();
        var (left, right) = (0, 0);
        return await PairedRatio.MeasureAsync(
            pairs,
            warmUps,
            async () =>
            {
                var result = await ours.Store.CommitCycleAsync(
                    ours.Epoch,
                    rows == CommitRows.Seed ? PlanFixture.SeedOnly(plans[left]) : plans[left]);
                left = result.Status == CommitStatus.Committed
                    ? left + 1
                    : throw new InvalidOperationException($"The commit ended as {result.Status}.");
            },
            async () =>
            {
                await other.WriteAsync(rows == CommitRows.All ? plans[right] : PlanFixture.SeedOnly(plans[right]));
                right++;
            });
    }

    /// <summary>Compares the score rows alone with <c>\copy</c> of the same rows by an open psql into an equal table.</summary>
    public async Task<PairedRatio> ScoresAsync(int rows, int pairs)
    {
        var name = $"scores_{rows}";
        var source = await MakeAsync(name);
        await using var psql = await PsqlCopy.StartAsync("127.0.0.1", Server.Port, name, "postgres");
        var writer = new PostgresScoreSql("public").Writer;
        var plan = PlanFixture.Create(0, rows);
        var time = plan.Snapshot.CycleTimestamp.UtcDateTime;
        await using var connection = await source.OpenConnectionAsync();
        await using (var command = source.CreateCommand(
            "INSERT INTO discovery_snapshots (id, cycle_timestamp) SELECT i, now() + i * interval '1 minute' FROM generate_series(1, 1000) i"))
        {
            await command.ExecuteNonQueryAsync();
        }

        // The same rows as psql itself wrote them, once for each snapshot: psql writes the file before each load, with the id of the next
        // snapshot.
        var file = Path.GetTempFileName();
        await writer.CopyAsync(connection, plan.Scores, 1, time, TimeSpan.FromMinutes(5), CancellationToken.None);
        const string Columns = "token_address, symbol, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank, coverage, price_change_5m, "
            + "price_change_1h, price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, action_reason, snapshot_id, created_at";
        var snapshot = 2;
        var result = await PairedRatio.MeasureAsync(
            pairs,
            warmUps: 2,
            () => writer.CopyAsync(connection, plan.Scores, snapshot++, time, TimeSpan.FromMinutes(5), CancellationToken.None),
            () => psql.RunAsync($"\\copy token_scores ({Columns}) from '{file}' with binary"),
            async () => await psql.RunAsync(
                $"\\copy (select {Columns.Replace("snapshot_id", $"{snapshot++}::bigint", StringComparison.Ordinal)} "
                + $"from token_scores where snapshot_id = 1) to '{file}' with binary"));
        File.Delete(file);
        return result.Inverse();
    }

    /// <summary>Compares a commit with the fence with the same commit without it.</summary>
    public async Task<PairedRatio> FenceAsync(int pairs)
    {
        var fenced = await LeadAsync(await MakeAsync("fenced"));
        var open = await LeadAsync(await MakeAsync("unfenced"));
        await using var openSource = NpgsqlDataSource.Create(Server.ConnectionString("unfenced") + ";No Reset On Close=true");
        var database = new PostgresDatabase(openSource, ownsSource: false, "public", TimeSpan.FromSeconds(30), TimeProvider.System);
        database.Replace(new PostgresLeaseSql("public") { LockEpoch = $"SELECT {open.Epoch}::bigint" });
        var commit = new PostgresCycleCommit(database);
        var (left, right) = (0, 0);
        var result = await PairedRatio.MeasureAsync(
            pairs,
            warmUps: 5,
            async () => await fenced.Store.CommitCycleAsync(fenced.Epoch, PlanFixture.Create(left++, 30)),
            async () => await database.WriteAsync(
                "commit",
                (transaction, token) => commit.RunAsync(transaction, open.Epoch, PlanFixture.Create(right++, 30), token),
                CancellationToken.None));
        return result.Inverse();
    }

    /// <summary>Compares a commit that sends its score rows as arrays with the same commit that copies them.</summary>
    public async Task<PairedRatio> ThresholdAsync(int rows, int pairs)
    {
        var arrays = await WriterAsync($"arrays_{rows}", int.MaxValue);
        var copied = await WriterAsync($"copied_{rows}", 1);
        var result = await PairedRatio.MeasureAsync(pairs, warmUps: 20, arrays, copied);
        return result.Inverse();

        async Task<Func<Task>> WriterAsync(string name, int copyFrom)
        {
            var made = await MakeAsync(name);
            var epoch = (await LeadAsync(made)).Epoch;
            var source = NpgsqlDataSource.Create(made.ConnectionString + ";No Reset On Close=true");
            _sources.Add(source);
            var database = new PostgresDatabase(source, ownsSource: false, "public", TimeSpan.FromSeconds(30), TimeProvider.System);
            var commit = new PostgresCycleCommit(database, copyFrom);
            var cycle = 0;
            return async () =>
            {
                var plan = PlanFixture.Create(cycle++, rows);
                plan = plan with { Rejections = [], Snapshot = plan.Snapshot with { RejectedCount = 0 } };
                await database.WriteAsync(
                    "commit",
                    (transaction, token) => commit.RunAsync(transaction, epoch, plan, token),
                    CancellationToken.None);
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
