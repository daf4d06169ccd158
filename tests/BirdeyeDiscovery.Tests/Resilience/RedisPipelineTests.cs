using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Polly;
using Polly.CircuitBreaker;
using Polly.Simmy;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Tests;

/// <summary>The pipeline around Redis: open from the first outage on, closed by a probe, whatever a host adds to it.</summary>
public sealed class RedisPipelineTests
{
    private static readonly TimeSpan Pause = new RedisCacheLayerOptions().ProbeInterval;

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLogger _logger = new();
    private readonly IConnectionMultiplexer _redis = Substitute.For<IConnectionMultiplexer>();
    private readonly IServer _server = Substitute.For<IServer>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_outage_that_a_host_injects_opens_it_and_a_probe_closes_it(bool isReplaced)
    {
        var isFaulty = true;
        var connection = Connect(new PipelineChange(BirdeyeDiscoveryPipelines.RedisCalls, isReplaced, builder => builder.AddChaosFault(new()
        {
            InjectionRate = 1,
            EnabledGenerator = _ => new(isFaulty),
            FaultGenerator = static _ => new(new TimeoutException("chaos")),
        })));
        var calls = 0;
        ValueTask<RedisAnswer<int>> CallAsync() => connection.TryAsync("read", _ => Task.FromResult(++calls), Cancel);

        Assert.False((await CallAsync()).IsGiven);
        Assert.True(connection.IsOpen);
        isFaulty = false;
        Assert.False((await CallAsync()).IsGiven);
        Assert.Equal(0, calls);
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 3000);

        _server.IsConnected.Returns(false);
        _clock.Advance(Pause);
        Assert.True(connection.IsOpen);
        _server.IsConnected.Returns(true);
        _clock.Advance(Pause);
        await Eventually.TrueAsync(() => !connection.IsOpen, Cancel);
        Assert.True((await CallAsync()).TryGet(out var answer));
        Assert.Equal((1, 1), (answer, calls));
    }

    [Fact]
    public async Task Calls_under_way_are_released_when_it_opens()
    {
        var connection = Connect();
        var never = new TaskCompletionSource<int>();
        var underWay = connection.TryAsync("read", _ => never.Task, Cancel).AsTask();
        Assert.False(underWay.IsCompleted);

        Assert.False((await connection.TryAsync("read", static _ => Task.FromException<int>(new TimeoutException("lost")), Cancel)).IsGiven);

        Assert.False((await underWay.WaitAsync(TimeSpan.FromSeconds(30), Cancel)).IsGiven);
    }

    [Fact]
    public async Task A_refused_command_leaves_it_closed()
    {
        var connection = Connect();
        await connection.TryAsync("write", static _ => Task.FromException<int>(new RedisCommandException("OOM")), Cancel);
        await connection.TryAsync("write", static _ => Task.FromException<int>(new RedisCommandException("OOM")), Cancel);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task A_rejected_call_does_not_reach_the_strategies_inside()
    {
        using var breaker = new RedisBreaker(Pause, _clock, static () => Task.FromResult(false), static () => { }, EnginePipelines.Default);
        Assert.True(breaker.Open());
        Assert.False(breaker.Open());

        await Assert.ThrowsAnyAsync<BrokenCircuitException>(async () => await breaker.Pipeline.ExecuteAsync(static _ => throw new InvalidOperationException("reached"), Cancel));
    }

    /// <summary>Why the breaker is opened by hand: by its own count it stays closed after the first failure, and half-open it lets a caller's call through.</summary>
    [Fact]
    public async Task A_breaker_by_its_own_count_would_let_a_second_call_wait_and_make_a_caller_s_call_the_trial()
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = _clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { MinimumThroughput = 2, FailureRatio = .01, BreakDuration = TimeSpan.FromSeconds(1) })
            .Build();
        var reached = 0;
        ValueTask CallAsync() => pipeline.ExecuteAsync(
            _ =>
            {
                reached++;
                throw new TimeoutException();
            },
            Cancel);

        await Assert.ThrowsAsync<TimeoutException>(async () => await CallAsync());
        await Assert.ThrowsAsync<TimeoutException>(async () => await CallAsync());
        await Assert.ThrowsAsync<BrokenCircuitException>(async () => await CallAsync());
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(async () => await CallAsync());
        Assert.Equal(3, reached);
    }

    private RedisConnection Connect(params PipelineChange[] changes)
    {
        _server.IsConnected.Returns(true);
        _redis.GetServers().Returns([_server]);
        var database = Substitute.For<IDatabase>();
        database.Multiplexer.Returns(_redis);
        _redis.GetDatabase().ReturnsForAnyArgs(database);
        return new RedisConnection(new RedisCacheLayerOptions(), "", _redis, _clock, _logger, new EnginePipelines("", _clock, _clock, changes));
    }
}
