using BirdeyeDiscovery.Testing;

namespace DiscoveryHost;

/// <summary>The clock of this process and, unless a real one is asked, the Birdeye it starts on this machine.</summary>
internal sealed class LocalMarket : IAsyncDisposable
{
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

    /// <summary>Gets where the started Birdeye listens; null when none was started.</summary>
    public Uri? Address { get; }

    public static async Task<LocalMarket> StartAsync(HostPlan plan, DateTimeOffset? nextDue, CancellationToken cancellationToken)
    {
        if (!plan.OwnClock)
        {
            return new LocalMarket(TimeProvider.System, null, null, null);
        }

        var recordings = plan.Flags.Recordings;
        var start = recordings is null ? TimeProvider.System.GetUtcNow() : LocalBirdeye.NewestRecordedTime(recordings);
        var scaled = new ScaledTimeProvider(nextDue > start ? nextDue.Value : start, plan.Speed);
        if (!plan.OwnBirdeye)
        {
            scaled.Start();
            return new LocalMarket(scaled, scaled, null, null);
        }

        var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { RecordingsDirectory = recordings, Clock = scaled });
        return new LocalMarket(scaled, scaled, birdeye, await birdeye.StartAsync(cancellationToken));
    }

    /// <summary>Lets time run: it stands still until the first request, and a host that waits before it asks would wait for ever.</summary>
    public void LetTimeRun() => _scaled?.Start();

    public async ValueTask DisposeAsync()
    {
        if (_birdeye is not null)
        {
            await _birdeye.DisposeAsync();
        }
    }
}
