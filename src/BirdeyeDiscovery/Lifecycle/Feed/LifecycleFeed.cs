using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery;

/// <summary>Follows the events of a store: woken by the signal of this process, correct by polling.</summary>
internal sealed class LifecycleFeed(IDiscoveryHistory history, LifecycleSignal signal, StoreClock storeClock, ILifecycleListener? listener = null) : ILifecycleFeed
{
    /// <summary>How long an event of another host may stay unseen. Real time, as all waits for a store.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private const int Page = 500;

    public IAsyncEnumerable<LifecycleEvent> ReadAsync(long afterId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterId);
        return FollowAsync(afterId, cancellationToken);
    }

    private async IAsyncEnumerable<LifecycleEvent> FollowAsync(long afterId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        listener?.Begin();
        for (var failures = 0; ;)
        {
            // Taken before the read: what is stored after the read has raised this one.
            var woken = signal.Next;
            IReadOnlyList<LifecycleEvent>? page = null;
            try
            {
                page = await history.GetEventsAsync(afterId, Page, cancellationToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (DiscoveryStoreException failure) when (failure.IsTransient)
            {
                failures++;
            }

            foreach (var item in page ?? [])
            {
                yield return item;
                afterId = item.Id;
            }

            if (page?.Count != Page)
            {
                await WaitAsync(page is null ? null : woken, failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // 1, 2, 4, 8, 16 and then 30 seconds while the store does not answer.
    private async Task WaitAsync(Task? woken, int failures, CancellationToken cancellationToken)
    {
        var wait = failures <= 1 ? PollInterval : TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(failures - 1, 5)));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = Task.Delay(wait, storeClock.Time, ended.Token);
        await Task.WhenAny(woken ?? waiting, waiting).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
