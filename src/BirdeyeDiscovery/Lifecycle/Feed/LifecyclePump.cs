using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Passes the lifecycle events of the feed to one handler of the host, one by one, as a background service.</summary>
internal sealed class LifecyclePump(
    string name,
    ILifecycleHandler handler,
    ILifecycleFeed feed,
    StoreFollowers followers,
    ILogger<LifecyclePump> logger,
    EngineTelemetry? telemetry = null)
    : BackgroundService
{
    // The pump of lifecycle events continues after every exception, because the host's handler and the store may throw any type.
    private readonly Follower _follower = new("hand over lifecycle events", static _ => true);
    private long? _position;

    // The feed's own reader ends when the handler throws, but the event stays unhandled until an attempt succeeds.
    private FeedReader? _reader;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host must not wait for the first lifecycle event.
        await Task.Yield();
        DiscoveryActivities.Leave();
        using var reader = _reader = telemetry?.FeedReaders.Add();
        try
        {
            await followers.RunAsync(
                _follower, this, static (pump, cancelled) => pump.FollowAsync(cancelled), stoppingToken).ConfigureAwait(false);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The host stopped while its handler of lifecycle events ran. Whatever the handler threw, the event is passed to it again at
            // the next start.
        }
    }

    private async ValueTask<bool> FollowAsync(CancellationToken stoppingToken)
    {
        try
        {
            _position ??= await handler.GetPositionAsync(stoppingToken).ConfigureAwait(false);
            await foreach (var item in feed.ReadAsync(_position.Value, stoppingToken).ConfigureAwait(false))
            {
                _reader?.Given(item.CreatedAt);
                await handler.HandleAsync(item, stoppingToken).ConfigureAwait(false);
                _reader?.Handled();
                _position = item.Id;
                _follower.Succeeded();
            }

            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // The position in the feed stays at the last handled lifecycle event, so the failed event is passed to the handler again.
            var stack = ExpectedFault.Stack(logger, name, failure);
            var cause = FailureText.Cause(failure);
            LifecycleLog.LifecycleHandlerFailed(logger, name, handler.GetType().Name, _position, _follower.Failures + 1, cause, stack);
            throw;
        }
    }
}
