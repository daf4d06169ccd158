using BirdeyeDiscovery.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A ledger that an engine wrote: cycles of the generated market on simulated time. Tests that write take a copy.</summary>
public sealed class SharedLedger : IAsyncLifetime
{
    public const int Cycles = 8;

    internal static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

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

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var clock = new SimulatedClock(Start);
        await using var provider = Services(clock);
        var engine = provider.GetRequiredService<IDiscoveryEngine>();
        var results = new List<CycleResult>();
        while (results.Count < Cycles)
        {
            var result = clock.Drive(engine.RunCycleAsync());
            if (result.Status == CycleStatus.Ran)
            {
                results.Add(result);
            }

            clock.AdvanceTo(result.NextDue!.Value);
        }

        Results = results;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Copies the ledger into a folder of its own.</summary>
    internal TemporaryFolder Copy(string? sql = null)
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
                using var command = destination.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }
        }

        return copy;
    }

    private bool HasOwnSymbol(string symbol) =>
        Results[^1].Scores.Select(static row => (row.Symbol, row.TokenAddress))
            .Concat(Results[^1].Rejections.Select(static row => (row.Symbol, row.TokenAddress)))
            .Where(row => row.Symbol == symbol)
            .Select(static row => row.TokenAddress)
            .Distinct()
            .Count() == 1;

    private ServiceProvider Services(SimulatedClock clock)
    {
        var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Seed = 7, TimeProvider = clock });
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddBirdeyeDiscovery(static options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 10;
                options.Birdeye.MaxConcurrency = 1;
            })
            .UseSqlite(Path)
            .UseHttpHandler(_ => birdeye.CreateHandler())
            .WithoutHostedService();
        return services.BuildServiceProvider();
    }
}
