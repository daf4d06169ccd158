using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>The age of the oldest event that a reader of the feed has not handled.</summary>
public sealed class UnhandledEventsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly DiscoveryMeter _meter = new(null);
    private readonly FakeLogger<LifecyclePump> _logger = new();
    private readonly IDiscoveryHistory _history = Substitute.For<IDiscoveryHistory>();
    private readonly EngineTelemetry _telemetry;

    public UnhandledEventsTests()
    {
        _telemetry = _meter.For("", _clock);
        LifecycleEvent[] events = [.. Enumerable.Range(1, 3).Select(Event)];
        _history.GetEventsAsync(default, default, default).ReturnsForAnyArgs(call =>
            new ValueTask<IReadOnlyList<LifecycleEvent>>([.. events.Where(item => item.Id > call.ArgAt<long>(0))]));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TimeSpan? Oldest => _telemetry.FeedReaders.OldestUnhandled;

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task An_event_is_unhandled_until_its_reader_asks_for_the_next()
    {
        Assert.Null(Oldest);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var reader = Feed().ReadAsync(0, ends.Token).GetAsyncEnumerator(ends.Token);
        Assert.Null(Oldest);
        for (var id = 1; id <= 3; id++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(_clock.GetUtcNow() - Event(id).CreatedAt, Oldest);
            _clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(_clock.GetUtcNow() - Event(id).CreatedAt, Oldest);
        }

        // No fourth event is stored, so the reader waits.
        var next = reader.MoveNextAsync().AsTask();
        Assert.Equal(TimeSpan.Zero, Oldest);
        Assert.False(next.IsCompleted);
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Null(Oldest);
    }

    [Fact]
    public async Task A_reader_that_ended_is_not_counted_and_the_oldest_event_of_the_others_is()
    {
        await using var one = Feed().ReadAsync(2, Cancel).GetAsyncEnumerator(Cancel);
        var other = Feed().ReadAsync(0, Cancel).GetAsyncEnumerator(Cancel);
        await one.MoveNextAsync();
        await other.MoveNextAsync();
        Assert.Equal(Start - Event(1).CreatedAt, Oldest);

        await other.DisposeAsync();
        Assert.Equal(Start - Event(3).CreatedAt, Oldest);
        await one.DisposeAsync();
        Assert.Null(Oldest);
    }

    [Fact]
    public async Task A_handler_that_hangs_lets_its_event_grow_older()
    {
        var handler = new Handler();
        using var pump = Pump(handler);
        await pump.StartAsync(Cancel);
        await Eventually.TrueAsync(() => handler.Given == 1, Cancel);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(_clock.GetUtcNow() - Event(1).CreatedAt, Oldest);

        handler.Ends.SetResult();
        await Eventually.TrueAsync(() => Oldest == TimeSpan.Zero, Cancel);
        await pump.StopAsync(Cancel);
        Assert.Null(Oldest);
    }

    [Fact]
    public async Task An_event_whose_handler_throws_stays_unhandled_between_the_attempts()
    {
        var handler = new Handler();
        using var pump = Pump(handler);
        await pump.StartAsync(Cancel);
        await Eventually.TrueAsync(() => handler.Given == 1, Cancel);
        handler.Ends.SetException(new InvalidOperationException("the bot's fault"));

        // The failure is logged when the reader of the feed has ended. The clock does not move, so no attempt follows.
        await Eventually.TrueAsync(() => _logger.Collector.Count == 1, Cancel);
        Assert.Equal(Start - Event(1).CreatedAt, Oldest);

        await pump.StopAsync(Cancel);
        Assert.Null(Oldest);
    }

    [Fact]
    public void An_event_from_a_clock_that_is_ahead_has_no_negative_age()
    {
        using var reader = _telemetry.FeedReaders.Add();
        reader.Given(Start.AddMinutes(1));
        Assert.Equal(TimeSpan.Zero, Oldest);
    }

    private static LifecycleEvent Event(int id) => new()
    {
        Id = id,
        TokenAddress = "t",
        EventType = LifecycleEventType.StrategyChanged,
        Reason = "X",
        CreatedAt = Start.AddMinutes(id - 10),
    };

    private LifecycleFeed Feed() => new(
        _history,
        new LifecycleSignal(),
        new StoreClock(_clock),
        EnginePipelines.Unchanged(_clock, _clock).StoreFollowers,
        telemetry: _telemetry);

    private LifecyclePump Pump(ILifecycleHandler handler) =>
        new("", handler, Feed(), EnginePipelines.Unchanged(_clock, _clock).StoreFollowers, _logger, _telemetry);

    private sealed class Handler : ILifecycleHandler
    {
        private long _given;

        public long Given => Volatile.Read(ref _given);

        public TaskCompletionSource Ends { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken) => new(0);

        public ValueTask HandleAsync(LifecycleEvent item, CancellationToken cancellationToken)
        {
            Volatile.Write(ref _given, item.Id);
            return new ValueTask(Ends.Task.WaitAsync(cancellationToken));
        }
    }
}
