using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Provides the clock of the tool's command <c>run</c> and, unless a real Birdeye is asked, a local Birdeye in this process.
/// </summary>
internal sealed class LocalMarket : IAsyncDisposable
{
    private readonly ScaledTimeProvider? _scaled;
    private readonly LocalBirdeye? _birdeye;

    public LocalMarket(RunPlan plan, ToolContext context, DateTimeOffset? nextDue)
    {
        if (!plan.HasOwnClock)
        {
            Clock = context.Clock;
            return;
        }

        var now = context.Clock.GetUtcNow();
        _scaled = new ScaledTimeProvider(nextDue > now ? nextDue.Value : now, plan.Speed);
        Clock = _scaled;
        IsMarketTime = plan.Speed != 1;
        if (plan.IsLocal)
        {
            _birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = _scaled });
        }
    }

    public TimeProvider Clock { get; }

    /// <summary>Gets whether the clock of the run is not as fast as that of a person.</summary>
    public bool IsMarketTime { get; }

    /// <summary>Gets the handler that sends the requests of the command <c>run</c> to the local Birdeye; null for the network.</summary>
    public Func<HttpMessageHandler>? Handler => _birdeye is null ? null : _birdeye.CreateHandler;

    /// <summary>
    /// Starts the clock of a run. The clock does not advance before the first request, and a run that waits before its first request would
    /// wait forever.
    /// </summary>
    public void LetTimeRun() => _scaled?.Start();

    public ValueTask DisposeAsync() => _birdeye?.DisposeAsync() ?? ValueTask.CompletedTask;
}
