using BirdeyeDiscovery.Testing;

namespace DiscoveryHost;

/// <summary>Provides the clock of this process and, unless a real Birdeye is called, the Birdeye that it starts on this machine.</summary>
internal sealed class LocalMarket : IAsyncDisposable
{
    /// <summary>Describes the expected content of a folder of recordings.</summary>
    public const string ExpectedRecordings =
        "folders with answers of the Birdeye API as JSON files, at least one of which tells a time, in token_trending/*.json, "
        + "token_overview/*.json, token_security/*.json and, in the same way, v3_trade_data_single, v3_market_data, price, multi_price, "
        + "ohlcv, v3_ohlcv, txs_token and v3_token_txs";

    private readonly ScaledTimeProvider? _scaled;
    private readonly LocalBirdeye? _birdeye;

    private LocalMarket(TimeProvider clock, ScaledTimeProvider? scaled, LocalBirdeye? birdeye, Uri? address)
    {
        Clock = clock;
        _scaled = scaled;
        _birdeye = birdeye;
        Address = address;
    }

    public TimeProvider Clock { get; }

    /// <summary>Gets the address of the started Birdeye, or null when none was started.</summary>
    public Uri? Address { get; }

    /// <summary>Gets the start time of a clock of this process's own, unless the store has later cycles.</summary>
    /// <exception cref="InvalidDataException">The recordings cannot be used.</exception>
    public static DateTimeOffset StartTime(string? recordings) =>
        recordings is null ? TimeProvider.System.GetUtcNow() : LocalBirdeye.NewestRecordedTime(recordings);

    public static async Task<LocalMarket> StartAsync(HostPlan plan, DateTimeOffset start, CancellationToken cancellationToken)
    {
        if (!plan.OwnClock)
        {
            return new LocalMarket(TimeProvider.System, null, null, null);
        }

        var scaled = new ScaledTimeProvider(start, plan.Speed);
        if (!plan.OwnBirdeye)
        {
            scaled.Start();
            return new LocalMarket(scaled, scaled, null, null);
        }

        var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { RecordingsDirectory = plan.Flags.Recordings, TimeProvider = scaled });
        return new LocalMarket(scaled, scaled, birdeye, await birdeye.StartAsync(cancellationToken));
    }

    /// <summary>
    /// Starts the clock. It does not run before the first request, and a host that waits before its first request would wait forever.
    /// </summary>
    public void LetTimeRun() => _scaled?.Start();

    public async ValueTask DisposeAsync()
    {
        if (_birdeye is not null)
        {
            await _birdeye.DisposeAsync();
        }
    }
}
