using System.Collections.Concurrent;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Handlers of the host's that misbehave, beside an engine that runs cycles and writes events.</summary>
public sealed class EngineHandlersTests : EngineTest
{
    private const int Cycles = 8;

    [Fact]
    public async Task Handlers_that_throw_are_slow_block_or_never_end_stop_no_cycle_and_cost_no_other_handler_an_event()
    {
        Birdeye.AddLadder(3);
        using var open = new ManualResetEventSlim();
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        var good = new Handler(static _ => Task.CompletedTask);
        var throwing = new Handler(static _ => throw new InvalidOperationException("the bot's fault"));
        var slow = new Handler(_ => opened.Task);
        var blocking = new Handler(_ =>
        {
            open.Wait(Cancellation);
            return Task.CompletedTask;
        });
        var endless = new Handler(_ => never.Task);
        Handler[] handlers = [throwing, slow, blocking, endless, good];
        await using var host = Host(build: builder =>
        {
            foreach (var handler in handlers)
            {
                builder.AddLifecycleHandler(_ => handler);
            }
        });
        host.RunNext();
        var pumps = host.Services.GetServices<IHostedService>().OfType<LifecyclePump>().ToArray();
        Assert.Equal(handlers.Length, pumps.Length);
        foreach (var pump in pumps)
        {
            await pump.StartAsync(Cancellation);
        }

        // Each cycle lists a new token, which is added when it has warmed up.
        var events = 0;
        for (var cycle = 1; cycle < Cycles; cycle++)
        {
            Birdeye.Add($"B{cycle}", 90 - cycle);
            var ran = host.RunNext();
            Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (ran.Status, ran.Snapshot?.Outcome));
            events += ran.Events.Count;
            await HasAllAsync(good);
        }

        Assert.InRange(events, 3, 10);

        Assert.All([throwing, slow, blocking, endless], handler => Assert.Empty(handler.Handled));
        Assert.All(handlers, static handler => Assert.Equal(1, handler.Tried.First()));
        await Poll.UntilAsync(() => throwing.Tried.Count >= 3, () => "The one that throws is not asked again.");
        Assert.Equal([1L], throwing.Tried.Distinct());
        opened.SetResult();
        open.Set();
        await HasAllAsync(slow);
        await HasAllAsync(blocking);
        Assert.Empty(endless.Handled);
        foreach (var pump in pumps)
        {
            await pump.StopAsync(new CancellationToken(true));
        }

        async Task HasAllAsync(Handler handler)
        {
            var all = (await host.History.GetEventsAsync(0, 1000, Cancellation)).Select(static item => item.Id).ToArray();
            await Poll.UntilAsync(() => handler.Handled.Count >= all.Length, () => $"{handler.Handled.Count} of {all.Length} events");
            Assert.Equal(all, handler.Handled);
        }
    }

    private sealed class Handler(Func<LifecycleEvent, Task> handle) : ILifecycleHandler
    {
        public ConcurrentQueue<long> Tried { get; } = [];

        public ConcurrentQueue<long> Handled { get; } = [];

        public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken) => new(0);

        public async ValueTask HandleAsync(LifecycleEvent item, CancellationToken cancellationToken)
        {
            Tried.Enqueue(item.Id);
            await handle(item);
            Handled.Enqueue(item.Id);
        }
    }
}
