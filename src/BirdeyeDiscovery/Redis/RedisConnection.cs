using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>The way to Redis that never holds its host up: no call throws for what Redis does, and after the first that got no answer none is made until a probe gets one.</summary>
internal sealed class RedisConnection : IDisposable, IAsyncDisposable
{
    private static readonly Task<bool> Connected = Task.FromResult(true);

    private readonly RedisCacheLayerOptions _options;
    private readonly ILogger _logger;
    private readonly IConnectionMultiplexer? _hosts;
    private readonly RedisBreaker _breaker;
    private readonly WarningThrottle<string> _throttle;
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private IConnectionMultiplexer? _connected;
    private bool _disposed;
    private bool _hasBegun;

    /// <summary>Makes a connection that connects at its first call.</summary>
    /// <param name="options">The checked options.</param>
    /// <param name="keyPrefix">What stands before every key.</param>
    /// <param name="hosts">The host's own connection, which stays the host's; null: one of our own.</param>
    /// <param name="clock">The clock of the pauses between probes.</param>
    /// <param name="logger">Where faults are told.</param>
    /// <param name="pipelines">The engine's resilience pipelines; null: those that no host changed.</param>
    public RedisConnection(
        RedisCacheLayerOptions options,
        string keyPrefix,
        IConnectionMultiplexer? hosts,
        TimeProvider clock,
        ILogger logger,
        EnginePipelines? pipelines = null)
    {
        _options = options;
        _hosts = hosts;
        _logger = logger;
        KeyPrefix = keyPrefix;
        _breaker = new RedisBreaker(options.ProbeInterval, clock, ServesAsync, OnAvailable, pipelines ?? EnginePipelines.Default);
        _throttle = new WarningThrottle<string>(clock);
    }

    /// <summary>Raised when Redis answers again.</summary>
    public event Action? Available;

    public string KeyPrefix { get; }

    /// <summary>Gets a value indicating whether Redis is left alone at present.</summary>
    public bool IsOpen => _breaker.IsOpen;

    /// <summary>Gets the cycle that began last.</summary>
    internal RedisTurn? LastTurn { get; private set; }

    public RedisKey Key(string key) => KeyPrefix + key;

    /// <summary>Begins a cycle: until it is disposed, its calls may wait for Redis so long in all.</summary>
    public RedisTurn BeginTurn()
    {
        var allowance = _hasBegun ? TimeSpan.Zero : _options.Timeout;
        _hasBegun = true;
        return LastTurn = new(_options.CycleBudget, allowance);
    }

    /// <summary>Does something with Redis that the cycle, if it is one that asks, can do without.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="work">The commands.</param>
    /// <param name="cancellationToken">Cancels the wait; only then is something thrown.</param>
    /// <returns>The answer, or none.</returns>
    public ValueTask<RedisAnswer<T>> TrySpareAsync<T>(string purpose, Func<IDatabase, Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(purpose, work, static (database, work) => work(database), isSpare: true, cancellationToken);

    /// <summary>Does something with Redis.</summary>
    /// <param name="purpose">What for, as the log completes "Redis refused to …"; one of a few constants.</param>
    /// <param name="work">The commands, sent without waiting for one another; it goes on unobserved when its time is over.</param>
    /// <param name="cancellationToken">Cancels the wait; only then is something thrown.</param>
    /// <returns>The answer, or none.</returns>
    public ValueTask<RedisAnswer<T>> TryAsync<T>(string purpose, Func<IDatabase, Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(purpose, work, static (database, work) => work(database), isSpare: false, cancellationToken);

    /// <summary>Does something with Redis that needs a state.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="state">The state.</param>
    /// <param name="work">The commands.</param>
    /// <param name="cancellationToken">Cancels the wait; only then is something thrown.</param>
    /// <returns>The answer, or none.</returns>
    public ValueTask<RedisAnswer<T>> TryAsync<TState, T>(string purpose, TState state, Func<IDatabase, TState, Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(purpose, state, work, isSpare: false, cancellationToken);

    /// <summary>Reports an entry that no host wrote; at most one report a minute for each family of keys.</summary>
    public void ReportUnreadable(string family)
    {
        if (_throttle.Allows(family, out var suppressed))
        {
            RedisLog.Unreadable(_logger, family, suppressed);
        }
    }

    /// <summary>Does something with Redis for which nobody waits.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="work">The commands.</param>
    public void Send<T>(string purpose, Func<IDatabase, Task<T>> work) => _ = SendAsync(purpose, work).AsTask();

    /// <summary>Does something with Redis for which no cycle waits: its time counts for none.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="work">The commands.</param>
    /// <returns>The answer, or none.</returns>
    public ValueTask<RedisAnswer<T>> SendAsync<T>(string purpose, Func<IDatabase, Task<T>> work) => _breaker.TryEnter(out var opened)
        ? WaitAsync(purpose, work, static (database, work) => work(database), _options.Timeout, opened, CancellationToken.None)
        : default;

    // For a container that is disposed synchronously; closing takes a moment, and nobody has to wait for it.
    public void Dispose() => _ = DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Task<IConnectionMultiplexer>? connecting;
        lock (_gate)
        {
            (_disposed, connecting) = (true, _connecting);
            _connected = null;
        }

        _breaker.Dispose();
        if (connecting is not null && _hosts is null)
        {
            try
            {
                await (await connecting.WaitAsync(_options.Timeout, TimeProvider.System).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception)
            {
                // It never connected; then there is nothing to close.
                Forget(connecting);
            }
        }
    }

    /// <summary>Leaves a task to itself: its fault is nobody's unobserved exception.</summary>
    internal static void Forget(Task task) => _ = task.ContinueWith(
        static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async ValueTask<RedisAnswer<T>> TryAsync<TState, T>(
        string purpose, TState state, Func<IDatabase, TState, Task<T>> work, bool isSpare, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_breaker.TryEnter(out var opened))
        {
            return default;
        }

        if (RedisTurn.Current is not { } turn)
        {
            return await WaitAsync(purpose, state, work, _options.Timeout, opened, cancellationToken).ConfigureAwait(false);
        }

        // A connection is made once, and after one that fails none is tried for a while. The time of the cycle is for what is asked.
        if (Volatile.Read(ref _connected) is null
            && (!await ConnectsAsync(opened, cancellationToken).ConfigureAwait(false) || !_breaker.TryEnter(out opened)))
        {
            return default;
        }

        if (!turn.TryEnter(isSpare, out var left))
        {
            if (turn.IsFirstRefusal() && _throttle.Allows("budget", out var suppressed))
            {
                RedisLog.BudgetSpent(_logger, _options.CycleBudget, suppressed);
            }

            return default;
        }

        try
        {
            return await WaitAsync(purpose, state, work, left < _options.Timeout ? left : _options.Timeout, opened, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Leave();
        }
    }

    private async ValueTask<bool> ConnectsAsync(CancellationToken opened, CancellationToken cancellationToken) =>
        (await WaitAsync("connect", 0, static (_, _) => Connected, _options.Timeout, opened, cancellationToken).ConfigureAwait(false)).IsGiven;

    private async ValueTask<RedisAnswer<T>> WaitAsync<TState, T>(
        string purpose, TState state, Func<IDatabase, TState, Task<T>> work, TimeSpan patience, CancellationToken opened, CancellationToken cancellationToken)
    {
        using var either = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, opened) : null;
        var call = new RedisCall<TState, T>(this, state, work, patience);
        var context = call.Enter(purpose, either?.Token ?? opened);
        Outcome<object> outcome;
        try
        {
            outcome = await _breaker.Pipeline.ExecuteOutcomeAsync(
                static (context, call) => call.RunAsync(context.CancellationToken), context, call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is not { } fault)
        {
            return new(call.Answer!);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (fault is BrokenCircuitException || (fault is OperationCanceledException && opened.IsCancellationRequested))
        {
            return default;
        }

        // What had little time left says nothing about Redis.
        if (fault is not TimeoutRejectedException || patience >= _options.Timeout / 2)
        {
            Tell(purpose, fault is TimeoutRejectedException ? new TimeoutException() : fault);
        }

        return default;
    }

    /// <summary>Listens to a channel; false when that cannot be. It says nothing about Redis otherwise: the breaker is left alone.</summary>
    public Task<bool> TrySubscribeAsync(string channel, Action<RedisChannel, RedisValue> heard) => AsideAsync(
        (Channel: Channel(channel), Heard: heard),
        static (subscriber, asked) => subscriber.SubscribeAsync(asked.Channel, asked.Heard));

    /// <summary>Listens no more.</summary>
    public Task<bool> TryUnsubscribeAsync(string channel, Action<RedisChannel, RedisValue> heard) => AsideAsync(
        (Channel: Channel(channel), Heard: heard),
        static (subscriber, asked) => subscriber.UnsubscribeAsync(asked.Channel, asked.Heard));

    /// <summary>Gets the name of a channel.</summary>
    public RedisChannel Channel(string channel) => RedisChannel.Literal(KeyPrefix + channel);

    private async Task<bool> AsideAsync<TState>(TState state, Func<ISubscriber, TState, Task> work)
    {
        if (_breaker.IsOpen)
        {
            return false;
        }

        var task = RunAsync(
            (state, work),
            static async (database, asked) =>
            {
                await asked.work(database.Multiplexer.GetSubscriber(), asked.state).ConfigureAwait(false);
                return true;
            });
        try
        {
            return await task.WaitAsync(_options.Timeout, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Forget(task);
            return false;
        }
    }

    // Nearly always it is connected: then nothing stands between the caller and the driver.
    internal Task<T> RunAsync<TState, T>(TState state, Func<IDatabase, TState, Task<T>> work)
    {
        if (Volatile.Read(ref _connected) is not { } multiplexer)
        {
            return ConnectAndRunAsync(state, work);
        }

        try
        {
            return work(multiplexer.GetDatabase(), state);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private async Task<T> ConnectAndRunAsync<TState, T>(TState state, Func<IDatabase, TState, Task<T>> work)
    {
        var multiplexer = await AwaitedAsync(ConnectAsync()).ConfigureAwait(false);
        Volatile.Write(ref _connected, multiplexer);
        return await work(multiplexer.GetDatabase(), state).ConfigureAwait(false);
    }

    private async Task<IConnectionMultiplexer> AwaitedAsync(Task<IConnectionMultiplexer> connecting)
    {
        try
        {
            return await connecting.ConfigureAwait(false);
        }
        catch (Exception)
        {
            lock (_gate)
            {
                // The next call tries again.
                _connecting = ReferenceEquals(_connecting, connecting) ? null : _connecting;
            }

            throw;
        }
    }

    private Task<IConnectionMultiplexer> ConnectAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connecting ??= _hosts is null ? ConnectOwnAsync() : Task.FromResult(_hosts);
        }
    }

    private async Task<IConnectionMultiplexer> ConnectOwnAsync()
    {
        var settings = RedisSettings.TryParse(_options) ?? throw new InvalidOperationException("The configuration of Redis cannot be read.");
        if (RedisSettings.IsExposed(settings))
        {
            RedisLog.Unencrypted(_logger);
        }

        return await ConnectionMultiplexer.ConnectAsync(settings).ConfigureAwait(false);
    }

    private void OnAvailable()
    {
        RedisLog.Available(_logger);
        Available?.Invoke();
    }

    private void Tell(string purpose, Exception fault)
    {
        if (RedisFaults.IsOutage(fault))
        {
            if (_breaker.Open() && !_disposed && _throttle.Allows("", out var held))
            {
                RedisLog.Unavailable(_logger, purpose, fault, held);
            }
        }
        else if (_throttle.Allows(purpose, out var suppressed))
        {
            RedisLog.Refused(_logger, purpose, fault, suppressed);
        }
    }

    // One node of a cluster that hangs is enough to hold up a cycle: all that are connected have to answer.
    private async Task<bool> ServesAsync()
    {
        var ping = PingAsync();
        try
        {
            return await ping.WaitAsync(_options.Timeout, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Forget(ping);
            return false;
        }
    }

    private Task<bool> PingAsync() => RunAsync(0, static async (database, _) =>
    {
        var servers = Primaries(database.Multiplexer);
        if (servers.Length == 0 && await database.Multiplexer.ConfigureAsync().ConfigureAwait(false))
        {
            // A replica that was promoted is not known for a primary until it is asked what it is.
            servers = Primaries(database.Multiplexer);
        }

        await Task.WhenAll(servers.Select(static server => server.PingAsync())).ConfigureAwait(false);
        return servers.Length > 0;
    });

    private static IServer[] Primaries(IConnectionMultiplexer multiplexer) =>
        [.. multiplexer.GetServers().Where(static server => server is { IsConnected: true, IsReplica: false })];
}
