using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Hands the feed to one handler of the host, event by event, on a flow of its own.</summary>
internal sealed class LifecyclePump(string name, ILifecycleHandler handler, ILifecycleFeed feed, StoreClock storeClock, ILogger<LifecyclePump> logger) : BackgroundService
{
    private long? _position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start must not wait for the first event.
        await Task.Yield();
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                _position ??= await handler.GetPositionAsync(stoppingToken).ConfigureAwait(false);
                await foreach (var item in feed.ReadAsync(_position.Value, stoppingToken).ConfigureAwait(false))
                {
                    await handler.HandleAsync(item, stoppingToken).ConfigureAwait(false);
                    _position = item.Id;
                    failures = 0;
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The host's code may throw anything, and so may a store; the event that was under way comes again.
                LifecycleLog.LifecycleHandlerFailed(logger, name, handler.GetType().Name, _position, ++failures, failure);
                await BackOffAsync(failures, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Interrupted by the end; whatever it throws then, the event comes again at the next start.
                return;
            }
        }
    }

    // 1/4, 1/2, 1 and on to 32 seconds.
    private async Task BackOffAsync(int failures, CancellationToken stoppingToken) =>
        await Task.Delay(TimeSpan.FromSeconds(.125 * (1 << Math.Min(failures, 8))), storeClock.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
