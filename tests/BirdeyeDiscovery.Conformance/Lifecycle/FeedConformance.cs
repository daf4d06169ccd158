using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The feed: from any number, in order, each event, whoever wrote it.</summary>
public abstract class FeedConformance : StoreConformance
{
    [Fact]
    public async Task The_feed_gives_what_is_stored_in_order_and_goes_on_after_any_number()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, events: [.. Enumerable.Range(0, 1_100).Select(index => Plans.Event($"t{index}", LifecycleEventType.Added, 1, to: TokenStatus.Active))]), Cancel);
        var stored = await harness.History.GetEventsAsync(0, 10_000, Cancel);
        var feed = Feed(harness);

        Assert.Equal(stored, await TakeAsync(feed, 0, 1_100));
        Assert.Equal(stored.Skip(700), await TakeAsync(feed, stored[699].Id, 400));
        Assert.Throws<ArgumentOutOfRangeException>(() => feed.ReadAsync(-1, Cancel));
    }

    [Fact]
    public async Task A_new_event_of_this_process_comes_at_once_and_one_of_another_within_a_poll()
    {
        await using var harness = await StartAsync();
        var listener = new Listener();
        await using var following = Feed(harness, listener).ReadAsync(0, Cancel).GetAsyncEnumerator(Cancel);

        var own = following.MoveNextAsync().AsTask();
        await harness.CommitAsync(Plans.Cycle(1, events: [Plans.Event("own", LifecycleEventType.Added, 1, to: TokenStatus.Active)]), Cancel);
        listener.Raise();
        Assert.True(await own.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal("own", following.Current.TokenAddress);

        var foreign = following.MoveNextAsync().AsTask();
        await harness.CommitAsync(Plans.Cycle(2, events: [Plans.Event("foreign", LifecycleEventType.Added, 2, to: TokenStatus.Active)]), Cancel);
        while (!foreign.IsCompleted)
        {
            // The wait may not have begun when time is moved for the first time.
            harness.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await foreign);
        Assert.Equal("foreign", following.Current.TokenAddress);
    }

    [Fact]
    public async Task Ending_a_feed_that_waits_is_a_cancellation()
    {
        await using var harness = await StartAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var following = Feed(harness).ReadAsync(0, ending.Token).GetAsyncEnumerator(ending.Token);
        var next = following.MoveNextAsync().AsTask();
        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static ILifecycleFeed Feed(StoreHarness harness, ILifecycleListener? listener = null) =>
        StoreServices.Over(harness.Host, harness.Clock, harness.Clock, listener: listener).GetRequiredService<ILifecycleFeed>();

    private static async Task<List<LifecycleEvent>> TakeAsync(ILifecycleFeed feed, long after, int count)
    {
        var events = new List<LifecycleEvent>();
        await foreach (var item in feed.ReadAsync(after, Cancel))
        {
            events.Add(item);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }

    private sealed class Listener : ILifecycleListener
    {
        public Action Raise { get; private set; } = static () => { };

        public void Begin(Action written) => Raise = written;
    }
}
