using System.Text;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A simulated host with a key, a log and two trending pages, whose API can be made to fail.</summary>
internal sealed class FaultyMarket : IAsyncDisposable
{
    public const string Key = "k3y-that-nobody-may-ever-see";
    public const string TrendingPath = "/defi/token_trending";

    public static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeLogCollector _log = new();

    public FaultyMarket(TimeSpan? attemptTimeout = null, Action<BirdeyeDiscoveryOptions>? configure = null, Action<IBirdeyeDiscoveryBuilder>? store = null)
    {
        Birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = Clock, Seed = 7, Origin = Start, RequiredKey = Key });
        Host = new SimulatedHost(store ?? (builder => builder.UseSqlite(Database)), Clock, Birdeye, Configure, Build);

        void Configure(BirdeyeDiscoveryOptions options)
        {
            options.Birdeye.ApiKey = new ApiKey(Key);
            options.Birdeye.AttemptTimeout = attemptTimeout ?? TimeSpan.FromSeconds(30);
            options.Discovery.TrendingLimit = 40;
            configure?.Invoke(options);
        }

        void Build(IBirdeyeDiscoveryBuilder builder)
        {
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(_log)));
            builder.UseHttpHandler(_ => new TamperingHandler(
                Birdeye.CreateHandler(), (request, answer) => Change?.Invoke(request, answer) ?? Task.FromResult(answer)));
        }
    }

    public SimulatedClock Clock { get; } = new(Start);

    public LocalBirdeye Birdeye { get; }

    public SimulatedHost Host { get; }

    public string Database => _folder.File("discovery.db");

    /// <summary>Gets or sets what becomes of each answer on its way; null for nothing.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage, Task<HttpResponseMessage>>? Change { get; set; }

    /// <summary>Runs cycles that must be complete.</summary>
    public CycleResult RunHealthy(int cycles = 1)
    {
        CycleResult? result = null;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            result = Host.RunNext();
            Assert.Equal(CycleStatus.Ran, result.Status);
            Assert.Null(result.Snapshot!.Error);
            Assert.Equal(CycleOutcome.Complete, result.Snapshot.Outcome);
        }

        return result!;
    }

    public async Task<IReadOnlyList<TrackedToken>> TokensAsync() => await Host.Store.GetTokensAsync([], TestContext.Current.CancellationToken);

    /// <summary>Runs a cycle and gives the requests that it made.</summary>
    public (CycleResult Result, IReadOnlyList<LocalRequest> Requests) RunWatched()
    {
        var before = Birdeye.Log.Requests.Count;
        var result = Host.RunNext();
        return (result, [.. Birdeye.Log.Requests.Skip(before)]);
    }

    /// <summary>The key stands in no log line, in no message of a cycle and nowhere in the files of the store.</summary>
    public async Task AssertKeyIsNowhereAsync(params CycleResult[] results)
    {
        Assert.NotEmpty(_log.GetSnapshot());
        Assert.DoesNotContain(_log.GetSnapshot(), static line => line.ToString().Contains(Key, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(_log.GetSnapshot(), static line => line.StructuredState?.Any(static pair => pair.Value?.Contains(Key, StringComparison.OrdinalIgnoreCase) == true) == true);
        foreach (var result in results)
        {
            Assert.DoesNotContain(Key, result.Snapshot!.Error ?? "", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(result.Warnings, static warning => warning.Contains(Key, StringComparison.OrdinalIgnoreCase));
        }

        foreach (var file in Directory.GetFiles(_folder.Path).Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Birdeye.DisposeAsync();
        _folder.Dispose();
    }
}
