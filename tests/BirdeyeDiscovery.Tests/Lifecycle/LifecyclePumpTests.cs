using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests;

/// <summary>A handler of the host hears each event, however often it throws, and the feed outlasts a store that does not answer.</summary>
public sealed class LifecyclePumpTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero));
    private readonly IDiscoveryHistory _history = Substitute.For<IDiscoveryHistory>();
    private int _outages;

    public LifecyclePumpTests()
    {
        LifecycleEvent[] events = [.. Enumerable.Range(1, 4).Select(Event)];
        _history.GetEventsAsync(default, default, default).ReturnsForAnyArgs(call => _outages-- > 0
            ? throw new DiscoveryStoreException("gone") { IsTransient = true }
            : new ValueTask<IReadOnlyList<LifecycleEvent>>([.. events.Where(item => item.Id > call.ArgAt<long>(0))]));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_that_throws_gets_the_same_event_again_and_misses_none()
    {
        var handler = new Handler { Throws = static (item, attempt) => item.Id == 2 && attempt < 3 };
        await RunAsync(handler, () => handler.Handled.Count == 4);

        Assert.Equal([1L, 2, 3, 4], handler.Handled);
        Assert.Equal(3, handler.Attempts[2]);
        Assert.Equal(1, handler.Attempts[3]);
    }

    [Fact]
    public async Task A_handler_goes_on_after_the_position_that_it_kept()
    {
        var handler = new Handler { Position = 2 };
        await RunAsync(handler, () => handler.Handled.Count == 2);

        Assert.Equal([3L, 4], handler.Handled);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_asked_again()
    {
        _outages = 5;
        var handler = new Handler();
        await RunAsync(handler, () => handler.Handled.Count == 4);

        Assert.Equal([1L, 2, 3, 4], handler.Handled);
        Assert.Equal(1, handler.Asked);
    }

    [Fact]
    public async Task A_handler_that_throws_when_the_host_ends_fails_nothing()
    {
        var started = new TaskCompletionSource();
        var handler = Substitute.For<ILifecycleHandler>();
        handler.HandleAsync(default!, default).ReturnsForAnyArgs(call => new ValueTask(InterruptedAsync(call.Arg<CancellationToken>())));
        using var pump = Pump(handler);
        await pump.StartAsync(Cancel);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await pump.StopAsync(Cancel);

        Assert.Equal(TaskStatus.RanToCompletion, pump.ExecuteTask!.Status);
        await handler.ReceivedWithAnyArgs(1).HandleAsync(default!, default);

        async Task InterruptedAsync(CancellationToken cancellationToken)
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("the connection was closed");
        }
    }

    private LifecyclePump Pump(ILifecycleHandler handler)
    {
        var followers = EnginePipelines.Unchanged(_clock, _clock).StoreFollowers;
        return new(
            string.Empty,
            handler,
            new LifecycleFeed(_history, new LifecycleSignal(), new StoreClock(_clock), followers),
            followers,
            NullLogger<LifecyclePump>.Instance);
    }

    private async Task RunAsync(Handler handler, Func<bool> done)
    {
        using var pump = Pump(handler);
        await pump.StartAsync(Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(40));
                return done();
            },
            Cancel);
        await pump.StopAsync(Cancel);
    }

    private static LifecycleEvent Event(int id) => new()
    {
        Id = id,
        TokenAddress = "t",
        EventType = LifecycleEventType.StrategyChanged,
        Reason = "X",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private sealed class Handler : ILifecycleHandler
    {
        public long Position { get; init; }

        public Func<LifecycleEvent, int, bool> Throws { get; init; } = static (_, _) => false;

        public List<long> Handled { get; } = [];

        public Dictionary<long, int> Attempts { get; } = [];

        public int Asked { get; private set; }

        public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return new(Position);
        }

        public ValueTask HandleAsync(LifecycleEvent item, CancellationToken cancellationToken)
        {
            Attempts[item.Id] = Attempts.GetValueOrDefault(item.Id) + 1;
            if (Throws(item, Attempts[item.Id]))
            {
                throw new InvalidOperationException("host");
            }

            Handled.Add(item.Id);
            return default;
        }
    }
}
