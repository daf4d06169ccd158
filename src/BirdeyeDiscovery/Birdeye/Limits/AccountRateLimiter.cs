using System.Threading.Tasks.Sources;

namespace BirdeyeDiscovery;

/// <summary>Limits the requests of one account to its rates as the server counts them, whatever the network latency.</summary>
/// <remarks>
/// A request reaches the server at an unknown time between its start and its completion. It therefore counts from its start until its
/// completion plus the window: two requests that count at the same time may fall into one window at the server, and two that do not cannot.
/// It is complete when its answer begins. Callers are served in order, and all times come from the injected clock's monotonic counter.
/// </remarks>
internal sealed class AccountRateLimiter : IAccountLimiter, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly CompletionRing _completions = new();
    private readonly Caution _caution;
    private readonly ITimer _timer;
    private long _lastStart = long.MinValue;
    private long _pausedUntil = long.MinValue;
    private int _underWay;

    public AccountRateLimiter(TimeProvider clock)
    {
        _clock = clock;
        _caution = new Caution(clock.TimestampFrequency);
        _timer = clock.CreateTimer(
            static state => ((AccountRateLimiter)state!).Serve(resumesHere: true),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public async ValueTask<RatePermit?> AcquireAsync(RateLimits limits, TimeSpan maxPause, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(limits, maxPause);
        lock (_gate)
        {
            waiter.Node = _waiters.AddLast(waiter);
        }

        var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (limiter, waiter) = ((AccountRateLimiter, Waiter))state!;
                limiter.Abandon(waiter, token);
            },
            (this, waiter));
        await using (registration.ConfigureAwait(false))
        {
            Serve();
            return await waiter.Outcome.ConfigureAwait(false);
        }
    }

    public TimeSpan PauseLeft
    {
        get
        {
            lock (_gate)
            {
                return Until(_pausedUntil, _clock.GetTimestamp());
            }
        }
    }

    /// <summary>Gets a value indicating whether a refusal of the API makes this rate limiter cautious at present.</summary>
    public bool IsCautious
    {
        get
        {
            lock (_gate)
            {
                return _caution.IsAt(_clock.GetTimestamp());
            }
        }
    }

    public TimeSpan? NoteRefusal()
    {
        lock (_gate)
        {
            return _caution.Note(_clock.GetTimestamp());
        }
    }

    public void Pause(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
        {
            return;
        }

        lock (_gate)
        {
            _pausedUntil = Math.Max(_pausedUntil, _clock.GetTimestamp() + Ticks(duration));
        }

        Serve();
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            while (_waiters.First is { } node)
            {
                _waiters.RemoveFirst();
                node.Value.Fail(new ObjectDisposedException(nameof(AccountRateLimiter)));
            }
        }
    }

    internal void Release(LocalPermit permit, bool wasSent)
    {
        lock (_gate)
        {
            _underWay--;
            if (wasSent)
            {
                _completions.Add(_clock.GetTimestamp());
            }
            else if (_lastStart == permit.Start)
            {
                _lastStart = permit.PreviousStart;
            }
        }

        Serve();
    }

    private void Abandon(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (waiter.Node is { List: not null } node)
            {
                _waiters.Remove(node);
                waiter.Fail(new OperationCanceledException(cancellationToken));
            }
        }

        Serve();
    }

    /// <param name="resumesHere">
    /// Whether the first caller served may continue inside this call. Only the timer may allow that, because it runs on no caller's stack;
    /// it saves a thread switch per request. The other callers continue on other threads, since the first may take long.
    /// </param>
    private void Serve(bool resumesHere = false)
    {
        Waiter? first = null;
        RatePermit? permit = null;
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            RefuseTheImpatient(now);
            var isCautious = _caution.IsAt(now);
            while (_waiters.First is { } node)
            {
                var at = EarliestStart(node.Value.Limits with { IsCautious = isCautious });
                if (at == long.MaxValue)
                {
                    // Every permit of the rate limiter is in use; Release calls this method again.
                    break;
                }

                if (at > now)
                {
                    Wake(Until(at, now));
                    break;
                }

                _waiters.RemoveFirst();
                var granted = Grant(now);
                if (resumesHere && first is null)
                {
                    (first, permit) = (node.Value, granted);
                }
                else
                {
                    node.Value.Answer(granted);
                }
            }
        }

        first?.AnswerHere(permit);
    }

    private void RefuseTheImpatient(long now)
    {
        var pause = Until(_pausedUntil, now);
        if (pause == TimeSpan.Zero)
        {
            return;
        }

        for (var node = _waiters.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.MaxPause < pause)
            {
                _waiters.Remove(node);
                node.Value.Answer(null);
            }

            node = next;
        }
    }

    private LocalPermit Grant(long now)
    {
        var previous = _lastStart;
        _lastStart = now;
        _underWay++;
        return new LocalPermit(this, previous, now);
    }

    private long EarliestStart(RateLimits limits)
    {
        // The earliest start of a request follows the rates of the next waiting caller. An earlier caller with a lower rate, for example
        // the share of one host, must not delay the callers after it.
        var at = Math.Max(_pausedUntil, Earliest(limits.PerSecond));
        at = limits.Spacing is var spacing && spacing > TimeSpan.Zero ? Math.Max(at, _lastStart + Ticks(spacing)) : at;
        return limits.PerMinute is { } perMinute ? Math.Max(at, Earliest(perMinute)) : at;
    }

    private long Earliest(RateWindow window)
    {
        var room = window.Requests - _underWay;
        if (room <= 0)
        {
            return long.MaxValue;
        }

        return _completions.TryGetNewest(room, out var completed) ? completed + Ticks(window.Length) : long.MinValue;
    }

    private void Wake(TimeSpan due)
    {
        try
        {
            // The rate limiter's timer has millisecond resolution and may fire up to a millisecond early.
            _timer.Change(due + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The rate limiter was disposed at the same time. Dispose ends every waiter with an exception, so no timer is needed.
        }
    }

    private long Ticks(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds * _clock.TimestampFrequency);

    private TimeSpan Until(long at, long now) =>
        at <= now
            ? TimeSpan.Zero
            : TimeSpan.FromTicks((long)Math.Ceiling((at - now) * ((double)TimeSpan.TicksPerSecond / _clock.TimestampFrequency)));

    /// <summary>One caller that waits for the rate limiter; completed once, by the thread that removes it from the queue.</summary>
    private sealed class Waiter(RateLimits limits, TimeSpan maxPause) : IValueTaskSource<RatePermit?>
    {
        // The permits of the rate limiter are handed out under the lock, where no caller's continuation may run.
        private ManualResetValueTaskSourceCore<RatePermit?> _core = new() { RunContinuationsAsynchronously = true };

        public RateLimits Limits { get; } = limits;

        public TimeSpan MaxPause { get; } = maxPause;

        public LinkedListNode<Waiter>? Node { get; set; }

        public ValueTask<RatePermit?> Outcome => new(this, _core.Version);

        public void Answer(RatePermit? permit) => _core.SetResult(permit);

        public void AnswerHere(RatePermit? permit)
        {
            _core.RunContinuationsAsynchronously = false;
            _core.SetResult(permit);
        }

        public void Fail(Exception exception) => _core.SetException(exception);

        RatePermit? IValueTaskSource<RatePermit?>.GetResult(short token) => _core.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<RatePermit?>.GetStatus(short token) => _core.GetStatus(token);

        void IValueTaskSource<RatePermit?>.OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
