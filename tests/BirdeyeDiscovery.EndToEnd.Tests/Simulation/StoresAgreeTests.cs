using System.Data.Common;
using System.Globalization;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The same generated market on both stores leaves the same rows.</summary>
public sealed class StoresAgreeTests
{
    private const int Cycles = 50;

    // Of the run: who held the lease, when the schema was made, and the counter of a table's numbers.
    private static readonly string[] OfTheRun = ["discovery_lease", "discovery_schema_versions", "sqlite_sequence"];

    // An upsert takes a number in PostgreSQL also when it finds the row there.
    // Inputs are compared by what they say, and the time of a commit, by the real clock of each store, by itself. So is the time of a count.
    private static readonly string[] StoresOwn =
        ["strategy_performance.id", "cycle_inputs.block", "discovery_snapshots.created_at", "compute_units.updated_at"];

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Fifty_cycles_leave_equal_rows_on_SQLite_and_PostgreSQL()
    {
        // A store keeps milliseconds.
        var began = DateTime.UtcNow.AddMilliseconds(-1);
        using var folder = new TemporaryFolder();
        await using var database = await PostgresDatabases.CreateAsync();
        var file = folder.File("agree.db");
        var onSqlite = OnItsOwnThread(() => RunAsync(builder => builder.UseSqlite(file)));
        var onPostgres = OnItsOwnThread(() => RunAsync(builder => builder.UsePostgres(database.ConnectionString(PostgresRoles.Runtime))));
        await Task.WhenAll(onSqlite, onPostgres);

        await using var sqlite = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await sqlite.OpenAsync(TestContext.Current.CancellationToken);
        await using var postgres = new NpgsqlConnection($"{database.ConnectionString()};Pooling=false;Search Path={PostgresDatabases.Schema}");
        await postgres.OpenAsync(TestContext.Current.CancellationToken);
        var tables = await NamesAsync(sqlite, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        Assert.Equal(
            tables,
            await NamesAsync(
                postgres,
                $"""SELECT relname FROM pg_class WHERE relnamespace = '{PostgresDatabases.Schema}'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname COLLATE "C" """));
        foreach (var table in tables)
        {
            var columns = await NamesAsync(sqlite, $"SELECT name FROM pragma_table_xinfo('{table}') ORDER BY name");
            Assert.Equal(
                columns,
                await NamesAsync(postgres, $"""SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE "C" """));
            var all = string.Join(", ", columns.Where(column => !StoresOwn.Contains($"{table}.{column}")));
            var expected = await PortableRows.OfAsync(sqlite, table, all);
            Assert.True(expected.Count > 0, $"{table} is empty: nothing is compared.");
            Assert.Equal(expected, await PortableRows.OfAsync(postgres, table, all));
        }

        Assert.Equal(await StoredInputs.OfAsync(sqlite), await StoredInputs.OfAsync(postgres));
        foreach (var committed in new[] { await CommittedAsync(sqlite), await CommittedAsync(postgres) })
        {
            Assert.Equal(Cycles, committed.Count);
            Assert.All(committed, time => Assert.InRange(time, began, DateTime.UtcNow));
        }
    }

    private static async Task<IReadOnlyList<DateTime>> CommittedAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT created_at FROM discovery_snapshots";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var times = new List<DateTime>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            times.Add(reader.GetValue(0) is DateTime time ? time : DateTime.Parse(reader.GetString(0), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
        }

        return times;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Put together from names of the schema.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return [.. names.Except(OfTheRun, StringComparer.Ordinal)];
    }

    // A simulated cycle holds the thread that drives it.
    private static Task OnItsOwnThread(Func<Task> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static async Task RunAsync(Action<IBirdeyeDiscoveryBuilder> useStore)
    {
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 7, Origin = Start });
        await using var host = new SimulatedHost(UseStoreAndShadow, clock, birdeye, static options =>
        {
            options.Storage.Schema = PostgresDatabases.Schema;

            // The clock of the server is the real one: compared with it, the host would ask the API for its time as well, a call that SQLite has no cause for.
            options.Storage.MaxClockSkew = TimeSpan.Zero;

            // So much that nothing is stretched; the ledger counts it.
            options.Birdeye.ComputeUnitsPerMonth = 1_000_000_000;
        });
        var trades = host.Services.GetRequiredService<ITradeLedger>();
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            var result = host.RunNext();
            Assert.Equal(CycleStatus.Ran, result.Status);

            // Of what is traded, and one of a token that nobody tracks.
            string[] traded = [.. result.ActiveTokens.Select(static token => token.Address).Order(StringComparer.Ordinal).Take(3), "untracked"];
            foreach (var (number, address) in traded.Index())
            {
                clock.Drive(trades.RecordTradeClosedAsync(Trade(cycle, number, address, clock.GetUtcNow()), TestContext.Current.CancellationToken));
            }

            if (cycle == Cycles / 2)
            {
                ActByHand(host, clock, [.. traded.Take(2)]);
            }
        }

        var trials = host.Services.GetRequiredService<IEvaluationTrials>();
        Assert.Equal(1, clock.Drive(trials.AppendAsync([Trial(clock.GetUtcNow())], TestContext.Current.CancellationToken)));

        void UseStoreAndShadow(IBirdeyeDiscoveryBuilder builder)
        {
            useStore(builder);
            builder.AddShadowScorer("shadow", static provider => provider.GetRequiredService<ITokenScorer>());
        }
    }

    private static EvaluationTrial Trial(DateTimeOffset now) => new()
    {
        Engine = "",
        Chain = "solana",
        TriedAt = now,
        SearchId = "search",
        Seed = 3,
        Objective = "rank IC",
        Variant = """{"Scoring:MomentumWeight":"0.75","Scoring:FlowWeight":"0.25"}""",
        VariantHash = "hash",
        FittedFrom = Start,
        FittedTo = now.AddMinutes(-50),
        HeldOutFrom = now.AddMinutes(-50),
        HeldOutTo = now,
        Fitted = new TrialFigures { Tokens = 40, Windows = 200, Value = .0125, TStatistic = 1.5, PValue = .1336144025377161 },
        HeldOut = new TrialFigures { Tokens = 0, Windows = 0 },
    };

    // A pause and a migration: what only people do.
    private static void ActByHand(SimulatedHost host, SimulatedClock clock, IReadOnlyList<string> addresses)
    {
        var paused = clock.Drive(host.Lifecycle.PauseAsync(addresses[0], new OperatorNote("alice", "rumours", "r1"), TestContext.Current.CancellationToken));
        Assert.Equal(OperatorStatus.Applied, paused.Status);
        var moved = clock.Drive(host.Lifecycle.MigrateTokenAsync(addresses[1], "Moved" + addresses[1][..30], new OperatorNote("alice", "a new contract", "r2"), TestContext.Current.CancellationToken));
        Assert.Equal(OperatorStatus.Applied, moved.Status);
    }

    private static TradeClose Trade(int cycle, int number, string address, DateTimeOffset now) => new()
    {
        TradeId = string.Create(CultureInfo.InvariantCulture, $"trade {cycle} {number}"),
        TokenAddress = address,
        StrategyType = number == 1 ? "momentum" : "aggressive_momentum",
        PnlUsd = (((cycle * 7) + (number * 13)) % 31 - 15) * 1.255m,
        ReturnPct = number == 2 ? null : (((cycle * 5) + number) % 17 - 8) / 3m,
        OpenedAt = now.AddMinutes(-90),
        ClosedAt = now.AddMinutes(-1),
    };
}
