using Polly;
using Polly.CircuitBreaker;

namespace BirdeyeDiscovery;

/// <summary>Rejects calls to a Redis that does not answer, from the first failure until a probe succeeds.</summary>
/// <remarks>
/// The circuit breaker is Polly's, under manual control. Callers never wait for a probe. When the breaker opens, the calls in progress
/// continue without Redis at once, so that a cycle waits for one time-out only.
/// </remarks>
internal sealed class RedisBreaker : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _pause;
    private readonly Func<Task<bool>> _probe;
    private readonly Action _onClosed;
    private readonly ITimer _timer;
    private readonly CircuitBreakerManualControl _control = new();
    private readonly CircuitBreakerStateProvider _state = new();
    private CancellationTokenSource _closed = new();
    private bool _disposed;

    /// <summary>Initializes a new instance of the <see cref="RedisBreaker"/> class, which is closed.</summary>
    /// <param name="pause">How long it stays open before the first probe and after each probe that failed.</param>
    /// <param name="clock">The clock that measures the pauses.</param>
    /// <param name="probe">Checks whether Redis serves requests; never throws.</param>
    /// <param name="onClosed">Called when the breaker has closed again.</param>
    /// <param name="pipelines">Builds the pipeline that contains the breaker.</param>
    public RedisBreaker(TimeSpan pause, TimeProvider clock, Func<Task<bool>> probe, Action onClosed, EnginePipelines pipelines)
    {
        _pause = pause;
        _probe = probe;
        _onClosed = onClosed;
        Pipeline = pipelines.BuildRedisCalls(_control, _state);
        _timer = clock.CreateTimer(
            static state => _ = ((RedisBreaker)state!).ProbeAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the pipeline of the breaker, which rejects the calls to Redis while the breaker is open.</summary>
    public ResiliencePipeline Pipeline { get; }

    public bool IsOpen => _state.CircuitState != CircuitState.Closed;

    /// <summary>Admits a call to Redis while the breaker is closed.</summary>
    /// <param name="opened">Cancelled when the breaker opens during the call.</param>
    public bool TryEnter(out CancellationToken opened)
    {
        // The cancellation token is read before the state of the breaker: if the breaker opens in between, the token is already cancelled.
        opened = Volatile.Read(ref _closed).Token;
        return !IsOpen;
    }

    /// <summary>Opens the breaker of Redis; true for the call that opened it.</summary>
    public bool Open()
    {
        CancellationTokenSource closed;
        lock (_gate)
        {
            if (IsOpen)
            {
                return false;
            }

            closed = _closed;

            // Opening the breaker of Redis need not be awaited: IsolateAsync has no registered callback to wait for, so the circuit is
            // isolated when the call returns.
            _ = _control.IsolateAsync(CancellationToken.None);
            if (!_disposed)
            {
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
            }
        }

        closed.Cancel();
        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
        Open();
    }

    private async Task ProbeAsync()
    {
        DiscoveryActivities.Leave();
        var serves = await _probe().ConfigureAwait(false);
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            if (!serves)
            {
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
                return;
            }

            _closed = new CancellationTokenSource();
            _ = _control.CloseAsync(CancellationToken.None);
        }

        _onClosed();
    }
}
