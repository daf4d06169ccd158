using System.Runtime.CompilerServices;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Reads the lifecycle events from which memberships are derived, in the order of the feed, page by page.</summary>
internal static class EventFeed
{
    private const int Page = 1_000;

    public static async IAsyncEnumerable<LifecycleEvent> ReadAsync(
        IDiscoveryHistory history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        IReadOnlyList<LifecycleEvent> page;
        do
        {
            page = await history.GetEventsAsync(last, Page, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                last = row.Id;
                yield return row;
            }
        }
        while (page.Count == Page);
    }
}
