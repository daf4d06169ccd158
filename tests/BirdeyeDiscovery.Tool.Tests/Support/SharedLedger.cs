using BirdeyeDiscovery.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A ledger that an engine wrote: cycles of the generated market on simulated time. Tests that write take a copy.</summary>
public sealed class SharedLedger : IAsyncLifetime
{
    public const int Cycles = 8;
    public const int BaseCycles = 3;

    // The triggers would take the rows for changes by hand. The generated markets share some addresses, which two chains do not.
    private const string Together =
        """
        PRAGMA foreign_keys = OFF;
        ATTACH '{other}' AS other;
        CREATE TEMP TABLE rows AS SELECT * FROM other.discovery_snapshots;
        UPDATE rows SET id = id + 1000; INSERT INTO main.discovery_snapshots SELECT * FROM rows; DROP TABLE rows;
        CREATE TEMP TABLE rows AS SELECT * FROM other.token_scores;
        UPDATE rows SET id = id + 1000000, snapshot_id = snapshot_id + 1000, token_address = 'b' || token_address;
        INSERT INTO main.token_scores SELECT * FROM rows; DROP TABLE rows;
        CREATE TEMP TABLE rows AS SELECT * FROM other.candidate_rejections;
        UPDATE rows SET id = id + 1000000, snapshot_id = snapshot_id + 1000, token_address = 'b' || token_address;
        INSERT INTO main.candidate_rejections SELECT * FROM rows; DROP TABLE rows;
        CREATE TEMP TABLE rows AS SELECT * FROM other.cycle_inputs;
        UPDATE rows SET snapshot_id = snapshot_id + 1000; INSERT INTO main.cycle_inputs SELECT * FROM rows; DROP TABLE rows;
        CREATE TEMP TABLE rows AS SELECT * FROM other.token_lifecycle_events;
        UPDATE rows SET id = id + 1000000, snapshot_id = snapshot_id + 1000, token_address = 'b' || token_address;
        INSERT INTO main.token_lifecycle_events SELECT * FROM rows; DROP TABLE rows;
        CREATE TEMP TABLE rows AS SELECT * FROM other.tracked_tokens;
        ALTER TABLE rows DROP COLUMN candle_count;
        UPDATE rows SET id = id + 1000000, address = 'b' || address; INSERT INTO main.tracked_tokens SELECT * FROM rows; DROP TABLE rows;
        """;

    internal static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<TemporaryFolder> _base;
    private readonly Lazy<TemporaryFolder> _twoChains;

    public SharedLedger()
    {
        _base = new(() =>
        {
            var folder = new TemporaryFolder();
            RunAsync(folder.File(StorePlace.DefaultFile), "base", 8, Start.AddSeconds(30), BaseCycles).GetAwaiter().GetResult();
            return folder;
        });
        _twoChains = new(() => Copy(Together.Replace("{other}", System.IO.Path.Combine(BaseFolder, StorePlace.DefaultFile), StringComparison.Ordinal), withTriggers: false));
    }

    /// <summary>Gets the folder, in which the ledger is where the tool expects it.</summary>
    public string Folder => _folder.Path;

    internal string Path => _folder.File(StorePlace.DefaultFile);

    internal IReadOnlyList<CycleResult> Results { get; private set; } = [];

    internal SnapshotRecord Newest => Results[^1].Snapshot!;

    /// <summary>Gets a token that is active and scored in the newest cycle, and whose symbol no other one has.</summary>
    internal TrackedToken Active => Results[^1].ActiveTokens.First(token => HasOwnSymbol(token.Symbol)
        && Results[^1].Scores.Any(score => score.TokenAddress == token.Address));

    /// <summary>Gets a candidate that a gate stopped in the newest cycle.</summary>
    internal RejectionRecord Rejected => Results[^1].Rejections.First(static row => row is { Value: not null, Threshold: not null });

    /// <summary>Gets the folder of a ledger of the chain base.</summary>
    internal string BaseFolder => _base.Value.Path;

    /// <summary>Gets the folder of a ledger in which an engine of base wrote, too. The ids of its rows are higher by 1000.</summary>
    internal string TwoChainsFolder => _twoChains.Value.Path;

    public async ValueTask InitializeAsync() => Results = await RunAsync(Path, "solana", 7, Start, Cycles);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        foreach (var other in (Lazy<TemporaryFolder>[])[_base, _twoChains])
        {
            if (other.IsValueCreated)
            {
                other.Value.Dispose();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Copies the ledger into a folder of its own.</summary>
    internal TemporaryFolder Copy(string? sql = null, bool withTriggers = true)
    {
        var copy = new TemporaryFolder();
        var target = copy.File(StorePlace.DefaultFile);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        using (var source = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False"))
        using (var destination = new SqliteConnection($"Data Source={target};Pooling=False"))
        {
            source.Open();
            destination.Open();
            source.BackupDatabase(destination);
            if (sql is not null)
            {
                var triggers = withTriggers ? [] : Triggers(destination);
                Execute(destination, string.Concat(triggers.Select(static trigger => $"DROP TRIGGER {trigger.Name}; ")) + sql);
                Execute(destination, string.Concat(triggers.Select(static trigger => trigger.Sql + ";\n")));
            }
        }

        return copy;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<(string Name, string Sql)> Triggers(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
        using var reader = command.ExecuteReader();
        var triggers = new List<(string, string)>();
        while (reader.Read())
        {
            triggers.Add((reader.GetString(0), reader.GetString(1)));
        }

        return triggers;
    }

    private bool HasOwnSymbol(string symbol) =>
        Results[^1].Scores.Select(static row => (row.Symbol, row.TokenAddress))
            .Concat(Results[^1].Rejections.Select(static row => (row.Symbol, row.TokenAddress)))
            .Where(row => row.Symbol == symbol)
            .Select(static row => row.TokenAddress)
            .Distinct()
            .Count() == 1;

    internal static async Task<IReadOnlyList<CycleResult>> RunAsync(
        string path, string chain, ulong seed, DateTimeOffset start, int cycles, TimeSpan? interval = null)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var clock = new SimulatedClock(start);
        await using var provider = Services(path, () => chain, seed, clock, interval);
        var engine = provider.GetRequiredService<IDiscoveryEngine>();
        var results = new List<CycleResult>();
        while (results.Count < cycles)
        {
            var result = clock.Drive(engine.RunCycleAsync());
            if (result.Status == CycleStatus.Ran)
            {
                results.Add(result);
            }

            clock.AdvanceTo(result.NextDue!.Value);
        }

        return results;
    }

    internal static ServiceProvider Services(
        string path, Func<string> chain, ulong seed, SimulatedClock clock, TimeSpan? interval = null)
    {
        var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Seed = seed, TimeProvider = clock });
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.Chain = chain();
                options.Birdeye.RequestsPerSecond = 10;
                options.Birdeye.MaxConcurrency = 1;
                options.Discovery.Interval = interval ?? options.Discovery.Interval;
            })
            .UseSqlite(path)
            .UseHttpHandler(_ => birdeye.CreateHandler())
            .WithoutHostedService();
        return services.BuildServiceProvider();
    }
}
