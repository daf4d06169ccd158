using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Hands the feed to one handler of the host, event by event, on a flow of its own.</summary>
internal sealed class LifecyclePump(
    string name, ILifecycleHandler handler, ILifecycleFeed feed, StoreFollowers followers, ILogger<LifecyclePump> logger)
    : BackgroundService
{
    // The host's code may throw anything, and so may a store.
    private readonly Follower _follower = new("hand over lifecycle events", static _ => true);
    private long? _position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start must not wait for the first event.
        await Task.Yield();
        try
        {
            await followers.RunAsync(
                _follower, this, static (pump, cancelled) => pump.FollowAsync(cancelled), stoppingToken).ConfigureAwait(false);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Interrupted by the end; whatever it throws then, the event comes again at the next start.
        }
    }

    private async ValueTask<bool> FollowAsync(CancellationToken stoppingToken)
    {
        try
        {
            _position ??= await handler.GetPositionAsync(stoppingToken).ConfigureAwait(false);
            await foreach (var item in feed.ReadAsync(_position.Value, stoppingToken).ConfigureAwait(false))
            {
                await handler.HandleAsync(item, stoppingToken).ConfigureAwait(false);
                _position = item.Id;
                _follower.Succeeded();
            }

            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // The event that was under way comes again.
            LifecycleLog.LifecycleHandlerFailed(logger, name, handler.GetType().Name, _position, _follower.Failures + 1, failure);
            throw;
        }
    }
}
