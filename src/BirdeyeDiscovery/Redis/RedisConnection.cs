using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>
/// A connection to Redis that never blocks its host: no call throws for a fault of Redis, and after the first call without a reply no call
/// is made until a probe succeeds.
/// </summary>
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
    private bool _hasTried;

    /// <summary>Initializes a new instance of the <see cref="RedisConnection"/> class, which connects at its first call.</summary>
    /// <param name="options">The validated options.</param>
    /// <param name="keyPrefix">The prefix of every key.</param>
    /// <param name="hosts">The host's own connection, which the host disposes; null to open a connection of our own.</param>
    /// <param name="clock">The clock of the pauses between probes.</param>
    /// <param name="logger">The logger for faults.</param>
    /// <param name="pipelines">The engine's resilience pipelines; null for the default ones.</param>
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

    /// <summary>Gets a value indicating whether the breaker is open, so that no call reaches Redis.</summary>
    public bool IsOpen => _breaker.IsOpen;

    /// <summary>Gets Redis' budget of the cycle that began last.</summary>
    internal RedisBudget? LastBudget { get; private set; }

    public RedisKey Key(string key) => KeyPrefix + key;

    /// <summary>
    /// Begins a cycle's budget for Redis: until it is disposed, it limits how long the calls of the cycle wait for Redis in total.
    /// </summary>
    public RedisBudget BeginBudget()
    {
        var allowance = _hasBegun ? TimeSpan.Zero : _options.Timeout;
        _hasBegun = true;
        return LastBudget = new(_options.CycleBudget, allowance);
    }

    /// <summary>Executes Redis commands that a cycle can do without.</summary>
    /// <param name="purpose">The purpose of the call.</param>
    /// <param name="work">The commands.</param>
    /// <param name="cancellationToken">Cancels the wait; the call throws in this case only.</param>
    /// <returns>The reply, or none.</returns>
    public ValueTask<RedisAnswer<T>> TrySpareAsync<T>(string purpose, Func<IDatabase, Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(purpose, work, static (database, work) => work(database), isSpare: true, cancellationToken);

    /// <summary>Executes Redis commands.</summary>
    /// <param name="purpose">The purpose of the call, which completes the log message "Redis refused to …"; one of a few constants.</param>
    /// <param name="work">The commands, sent without waiting for one another; they continue unobserved after the time-out.</param>
    /// <param name="cancellationToken">Cancels the wait; the call throws in this case only.</param>
    /// <returns>The reply, or none.</returns>
    public ValueTask<RedisAnswer<T>> TryAsync<T>(string purpose, Func<IDatabase, Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(purpose, work, static (database, work) => work(database), isSpare: false, cancellationToken);

    /// <summary>Executes Redis commands that need a state.</summary>
    /// <param name="purpose">The purpose of the call.</param>
    /// <param name="state">The state.</param>
    /// <param name="work">The commands.</param>
    /// <param name="cancellationToken">Cancels the wait; the call throws in this case only.</param>
    /// <returns>The reply, or none.</returns>
    public ValueTask<RedisAnswer<T>> TryAsync<TState, T>(
        string purpose, TState state, Func<IDatabase, TState, Task<T>> work, CancellationToken cancellationToken) =>
        TryAsync(purpose, state, work, isSpare: false, cancellationToken);

    /// <summary>Logs an entry in Redis that no host can have written, at most once a minute for each family of keys.</summary>
    public void ReportUnreadable(string family)
    {
        if (_throttle.Allows(family, out var suppressed))
        {
            RedisLog.Unreadable(_logger, family, suppressed);
        }
    }

    /// <summary>Executes Redis commands without anybody waiting for the reply.</summary>
    /// <param name="purpose">The purpose of the call.</param>
    /// <param name="work">The commands.</param>
    public void Send<T>(string purpose, Func<IDatabase, Task<T>> work) => _ = SendAsync(purpose, work).AsTask();

    /// <summary>Executes Redis commands for which no cycle waits; their time counts against no cycle's budget.</summary>
    /// <param name="purpose">The purpose of the call.</param>
    /// <param name="work">The commands.</param>
    /// <returns>The reply, or none.</returns>
    public ValueTask<RedisAnswer<T>> SendAsync<T>(string purpose, Func<IDatabase, Task<T>> work) => _breaker.TryEnter(out var opened)
        ? WaitAsync(purpose, work, static (database, work) => work(database), _options.Timeout, opened, CancellationToken.None)
        : default;

    // A container may dispose the connection to Redis synchronously. Closing takes a moment, and nobody has to wait for it.
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
                await (await connecting.WaitAsync(_options.Timeout, TimeProvider.System).ConfigureAwait(false))
                    .DisposeAsync()
                    .ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The connection to Redis was not made, or not yet; one that is made later is closed then.
                Forget(LateConnection.CloseAsync(connecting));
            }
        }
    }

    /// <summary>Observes the exception of a Redis command that nobody awaits.</summary>
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

        if (RedisBudget.Current is not { } budget)
        {
            return await WaitAsync(purpose, state, work, _options.Timeout, opened, cancellationToken).ConfigureAwait(false);
        }

        // Connecting to Redis does not count against the cycle's budget: it happens once, and after a failure no attempt is made for a
        // while.
        if (Volatile.Read(ref _connected) is null
            && (!await ConnectsAsync(opened, cancellationToken).ConfigureAwait(false) || !_breaker.TryEnter(out opened)))
        {
            return default;
        }

        if (!budget.TryEnter(isSpare, out var left))
        {
            if (budget.IsFirstRefusal() && _throttle.Allows("budget", out var suppressed))
            {
                RedisLog.BudgetSpent(_logger, _options.CycleBudget, suppressed);
            }

            return default;
        }

        try
        {
            return await WaitAsync(
                purpose, state, work, left < _options.Timeout ? left : _options.Timeout, opened, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            budget.Leave();
        }
    }

    private async ValueTask<bool> ConnectsAsync(CancellationToken opened, CancellationToken cancellationToken) =>
        (await WaitAsync("connect", 0, static (_, _) => Connected, _options.Timeout, opened, cancellationToken)
            .ConfigureAwait(false)).IsGiven;

    private async ValueTask<RedisAnswer<T>> WaitAsync<TState, T>(
        string purpose,
        TState state,
        Func<IDatabase, TState, Task<T>> work,
        TimeSpan patience,
        CancellationToken opened,
        CancellationToken cancellationToken)
    {
        using var either = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, opened)
            : null;
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

        // A call with little left of the cycle's budget may time out although Redis is well, so its time-out does not open the breaker.
        if (fault is not TimeoutRejectedException || patience >= _options.Timeout / 2)
        {
            Tell(purpose, fault is TimeoutRejectedException ? new TimeoutException() : fault);
        }

        return default;
    }

    /// <summary>Subscribes to a Redis channel; false when that fails. A failure does not open the breaker.</summary>
    public Task<bool> TrySubscribeAsync(string channel, Action<RedisChannel, RedisValue> heard) => AsideAsync(
        (Channel: Channel(channel), Heard: heard),
        static (subscriber, asked) => subscriber.SubscribeAsync(asked.Channel, asked.Heard));

    /// <summary>Unsubscribes from a Redis channel.</summary>
    public Task<bool> TryUnsubscribeAsync(string channel, Action<RedisChannel, RedisValue> heard) => AsideAsync(
        (Channel: Channel(channel), Heard: heard),
        static (subscriber, asked) => subscriber.UnsubscribeAsync(asked.Channel, asked.Heard));

    /// <summary>Gets the name of a Redis channel.</summary>
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

    // Usually the connection to Redis exists already, and the task of the driver is returned directly.
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
                // The failed connection is forgotten, so that the next call connects to Redis again.
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
            if (_connecting is null)
            {
                _connecting = _hosts is null ? RedisConnector.ConnectAsync(_options, !_hasTried, _logger) : Task.FromResult(_hosts);
                _hasTried = true;
            }

            return _connecting;
        }
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
                RedisLog.Unavailable(_logger, RedisName.Of(_options, _hosts), RedisName.PlaceOf(_options), purpose, fault, held);
            }
        }
        else if (_throttle.Allows(purpose, out var suppressed))
        {
            RedisLog.Refused(_logger, purpose, fault, suppressed);
        }
    }

    // One hanging node of a Redis cluster is enough to delay a cycle, so all connected primaries have to answer.
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
            // ConfigureAsync asks the Redis servers for their roles. The driver knows a promoted replica as a primary only after that.
            servers = Primaries(database.Multiplexer);
        }

        await Task.WhenAll(servers.Select(static server => server.PingAsync())).ConfigureAwait(false);
        return servers.Length > 0;
    });

    private static IServer[] Primaries(IConnectionMultiplexer multiplexer) =>
        [.. multiplexer.GetServers().Where(static server => server is { IsConnected: true, IsReplica: false })];
}
