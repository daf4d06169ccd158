using Polly;
using Polly.CircuitBreaker;

namespace BirdeyeDiscovery;

/// <summary>Keeps calls away from a Redis that does not answer, from the first failure on until a probe is answered.</summary>
/// <remarks>
/// The circuit breaker is Polly's under manual control. Callers never wait for a probe: those under way when it opens go on without
/// Redis at once, so that a cycle waits for one time-out and no more.
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

    /// <summary>Makes a closed breaker.</summary>
    /// <param name="pause">How long it stays open, and how long after each probe that failed.</param>
    /// <param name="clock">The clock of the pauses.</param>
    /// <param name="probe">Asks Redis whether it serves; never throws.</param>
    /// <param name="onClosed">Called when it closed again.</param>
    /// <param name="pipelines">Builds the pipeline that the breaker is part of.</param>
    public RedisBreaker(TimeSpan pause, TimeProvider clock, Func<Task<bool>> probe, Action onClosed, EnginePipelines pipelines)
    {
        _pause = pause;
        _probe = probe;
        _onClosed = onClosed;
        Pipeline = pipelines.BuildRedisCalls(_control, _state);
        _timer = clock.CreateTimer(
            static state => _ = ((RedisBreaker)state!).ProbeAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the pipeline around calls; it rejects them while the breaker is open.</summary>
    public ResiliencePipeline Pipeline { get; }

    public bool IsOpen => _state.CircuitState != CircuitState.Closed;

    /// <summary>Lets a call through while closed.</summary>
    /// <param name="opened">Cancelled when it opens while the call is under way.</param>
    public bool TryEnter(out CancellationToken opened)
    {
        // Before the state: a breaker that opens in between has cancelled it.
        opened = Volatile.Read(ref _closed).Token;
        return !IsOpen;
    }

    /// <summary>Opens; true for the call that did it.</summary>
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

            // Nothing is registered that it would wait for: it is isolated when the call returns.
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
