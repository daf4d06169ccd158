using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery;

/// <summary>The lifecycle feed follows the events of a store. A signal in this process wakes it; polling makes it correct.</summary>
internal sealed class LifecycleFeed(
    IDiscoveryHistory history,
    LifecycleSignal signal,
    StoreClock storeClock,
    StoreFollowers followers,
    ILifecycleListener? listener = null,
    EngineTelemetry? telemetry = null) : ILifecycleFeed
{
    /// <summary>
    /// How long a lifecycle event of another host may stay unread in the feed. It is real time, as in all waits for a store.
    /// </summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private const int Page = 500;

    public IAsyncEnumerable<LifecycleEvent> ReadAsync(long afterId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterId);
        return FollowAsync(afterId, cancellationToken);
    }

    private async IAsyncEnumerable<LifecycleEvent> FollowAsync(long afterId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        listener?.Begin(signal.Raise);
        using var reader = telemetry?.FeedReaders.Add();
        var follower = new Follower("read lifecycle events", static failure => failure is DiscoveryStoreException { IsTransient: true });
        while (true)
        {
            // The feed takes the task of the next signal before it reads events, so that the task completes for an event that is stored
            // after the read.
            var woken = signal.Next;
            var page = await followers.RunAsync(
                follower,
                (history, afterId),
                static (asked, cancelled) => asked.history.GetEventsAsync(asked.afterId, Page, cancelled),
                cancellationToken).ConfigureAwait(false);
            follower.Succeeded();
            foreach (var item in page)
            {
                telemetry?.FeedDelivered(item.CreatedAt);
                reader?.Given(item.CreatedAt);
                yield return item;
                afterId = item.Id;
            }

            reader?.Handled();

            if (page.Count != Page)
            {
                await WaitAsync(woken, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync(Task woken, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = Task.Delay(PollInterval, storeClock.Time, ended.Token);
        await Task.WhenAny(woken, waiting).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
