using Xunit;

namespace BirdeyeDiscovery.Conformance;

public abstract partial class CacheLayerConformance
{
    private const string FlightKey = "birdeye:security:flight";

    [Fact]
    public async Task A_thousand_callers_that_miss_at_once_ask_the_source_once()
    {
        await using var harness = await CreateAsync();
        var source = new HeldSource();
        var callers = Enumerable.Range(0, 1_000).Select(_ => source.AskAsync(harness.Layer, Ct)).ToArray();
        await source.Started;
        source.Answer(CacheSamples.Answer("for all"));

        var readings = await Task.WhenAll(callers);
        Assert.Equal(1, source.Calls);
        Assert.All(readings, reading => Assert.Equal("for all", reading.Value!.Text));
    }

    [Fact]
    public async Task Callers_on_many_threads_share_one_call()
    {
        await using var harness = await CreateAsync();
        var source = new HeldSource();
        using var line = new Barrier(8);
        var threads = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                line.SignalAndWait(Ct);
                return Task.WhenAll(Enumerable.Range(0, 125).Select(_ => source.AskAsync(harness.Layer, Ct)));
            },
            Ct,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        var callers = await Task.WhenAll(threads);
        source.Answer(CacheSamples.Answer("for all"));

        var readings = (await Task.WhenAll(callers)).SelectMany(part => part).ToArray();
        Assert.Equal(1_000, readings.Length);
        Assert.Equal(1, source.Calls);
    }

    [Fact]
    public async Task Those_who_wait_share_a_failure_and_the_next_caller_asks_again()
    {
        await using var harness = await CreateAsync();
        var source = new HeldSource();
        var callers = Enumerable.Range(0, 10).Select(_ => source.AskAsync(harness.Layer, Ct)).ToArray();
        await source.Started;
        source.Answer(CacheSamples.Failure());

        Assert.All(await Task.WhenAll(callers), reading => Assert.Equal(SourceFailureKind.Server, reading.Failure!.Kind));
        Assert.False(await harness.ExistsAsync(FlightKey));
        Assert.Equal("again", (await ReadAsync(harness.Layer, FlightKey, TimeSpan.FromSeconds(30), () => CacheSamples.Answer("again"))).Value!.Text);
    }

    [Fact]
    public async Task A_source_that_throws_throws_at_all_who_wait_and_is_asked_again()
    {
        await using var harness = await CreateAsync();
        var source = new HeldSource();
        var callers = Enumerable.Range(0, 10).Select(_ => source.AskAsync(harness.Layer, Ct)).ToArray();
        await source.Started;
        source.Throw(new InvalidOperationException("broken source"));

        foreach (var caller in callers)
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => caller);
            Assert.Equal("broken source", exception.Message);
        }

        Assert.Equal("again", (await ReadAsync(harness.Layer, FlightKey, TimeSpan.FromSeconds(30), () => CacheSamples.Answer("again"))).Value!.Text);
    }

    [Fact]
    public async Task A_source_that_throws_before_it_waits_does_no_harm()
    {
        await using var harness = await CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await ReadAsync(harness.Layer, FlightKey, TimeSpan.FromSeconds(30), () => throw new InvalidOperationException("at once")));
        Assert.Equal("again", (await ReadAsync(harness.Layer, FlightKey, TimeSpan.FromSeconds(30), () => CacheSamples.Answer("again"))).Value!.Text);
    }

    [Fact]
    public async Task A_caller_that_leaves_does_not_stop_the_source_for_the_others()
    {
        await using var harness = await CreateAsync();
        var source = new HeldSource();
        using var impatient = new CancellationTokenSource();
        var first = source.AskAsync(harness.Layer, impatient.Token);
        var second = source.AskAsync(harness.Layer, Ct);
        await source.Started;

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(source.Token.IsCancellationRequested);

        source.Answer(CacheSamples.Answer("for the patient"));
        Assert.Equal("for the patient", (await second).Value!.Text);
        Assert.True(await harness.ExistsAsync(FlightKey));
        Assert.Equal(1, source.Calls);
    }

    [Fact]
    public async Task When_the_last_caller_leaves_the_source_is_cancelled_and_the_next_caller_asks_anew()
    {
        await using var harness = await CreateAsync();
        var source = new HeldSource();
        using var impatient = new CancellationTokenSource();
        var callers = new[] { source.AskAsync(harness.Layer, impatient.Token), source.AskAsync(harness.Layer, impatient.Token) };
        await source.Started;
        await impatient.CancelAsync();
        foreach (var caller in callers)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        }

        Assert.True(source.Token.IsCancellationRequested);
        Assert.Equal("new", (await ReadAsync(harness.Layer, FlightKey, TimeSpan.FromSeconds(30), () => CacheSamples.Answer("new"))).Value!.Text);

        // The answer that nobody waited for comes late and must not replace the newer one.
        source.Answer(CacheSamples.Answer("late"));
        Assert.Equal("new", (await ReadAsync(harness.Layer, FlightKey, TimeSpan.FromSeconds(30), CacheSamples.Failure)).Value!.Text);
    }

    [Fact]
    public async Task A_cancelled_caller_asks_nothing()
    {
        await using var harness = await CreateAsync();
        var source = new HeldSource();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => source.AskAsync(harness.Layer, cancelled.Token));
        Assert.Equal(0, source.Calls);
    }

    /// <summary>A source that answers when the test says so.</summary>
    private sealed class HeldSource
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Reading<SampleAnswer>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public Task Started => _started.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        public CancellationToken Token { get; private set; }

        public Task<Reading<SampleAnswer>> AskAsync(ICacheLayer layer, CancellationToken cancellationToken) => layer
            .GetOrReadAsync(FlightKey, TimeSpan.FromHours(24), SampleJsonContext.Default.SampleAnswer, CallAsync, cancellationToken)
            .AsTask();

        public void Answer(Reading<SampleAnswer> reading) => _answer.SetResult(reading);

        public void Throw(Exception exception) => _answer.SetException(exception);

        private async ValueTask<Reading<SampleAnswer>> CallAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            Token = cancellationToken;
            _started.TrySetResult();
            return await _answer.Task;
        }
    }
}
