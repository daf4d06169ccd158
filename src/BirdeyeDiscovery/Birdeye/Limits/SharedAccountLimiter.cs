using System.Globalization;
using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Limits the requests of all hosts of one account to its rates: a request needs a permit of this process's limiter, then one of the shared
/// limits.
/// </summary>
/// <remarks>
/// When the shared limits do not answer, or have lost their state, this process's limiter continues alone with this host's part of the
/// rates. See docs/decisions/017-the-account-limiter-in-redis.md. It owns the limiter passed to it.
/// </remarks>
internal sealed class SharedAccountLimiter : IAccountLimiter, IDisposable, IAsyncDisposable
{
    private readonly AccountRateLimiter _local;
    private readonly IAccountWindows _windows;
    private readonly SharedLimitTimings _timings;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _host;
    private readonly long _start;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SharedTrust _trust;
    private readonly ITimer _beat;
    private readonly HashSet<string> _stores = new(StringComparer.Ordinal);
    private RateLimits? _limits;
    private int? _saidHosts;
    private SharedMode _mode;
    private CancellationTokenSource _modeEnds = new();
    private TimeSpan _nextBeat;
    private TimeSpan _lastRequest;
    private TimeSpan _probePause;
    private long _requests;
    private int _isBeating;
    private bool _isDisposed;

    /// <param name="local">This process's limiter of the account; disposed with this instance.</param>
    /// <param name="windows">The place that counts the requests of all hosts.</param>
    /// <param name="host">The unique name of this host.</param>
    /// <param name="clock">Drives the waits; only its monotonic counter is used.</param>
    /// <param name="logger">Receives a message when the host loses the shared limits and when it reaches them again.</param>
    /// <param name="timings">The durations.</param>
    public SharedAccountLimiter(
        AccountRateLimiter local,
        IAccountWindows windows,
        string host,
        TimeProvider clock,
        ILogger logger,
        SharedLimitTimings? timings = null)
    {
        _local = local;
        _windows = windows;
        _host = host;
        _clock = clock;
        _logger = logger;
        _timings = timings ?? SharedLimitTimings.Default;
        _trust = new SharedTrust(_timings);
        _start = clock.GetTimestamp();
        _beat = clock.CreateTimer(
            static state => _ = ((SharedAccountLimiter)state!).BeatAsync(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public TimeSpan PauseLeft => _local.PauseLeft;

    // The hosts of one store have one share of the account's limits, because only the leader among them sends requests. A process that sent
    // for several stores has its own share, because another process may lead one of them now. So has one whose store has no name.
    private string Share => _stores.Count == 1 ? _stores.First() : "";

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    public async ValueTask<RatePermit?> AcquireAsync(RateLimits limits, TimeSpan maxPause, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mode = Enter(limits, out var modeEnds);
            var local = await AcquireLocallyAsync(mode.Of(limits), maxPause, modeEnds, cancellationToken).ConfigureAwait(false);
            if (local is null && !modeEnds.IsCancellationRequested)
            {
                return null;
            }

            try
            {
                if (local is not null
                    && await TakeAsync(local, mode, limits, maxPause, modeEnds, cancellationToken).ConfigureAwait(false) is { } permit)
                {
                    local = null;
                    return permit;
                }
            }
            finally
            {
                local?.Dispose();
            }

            if (PauseLeft > maxPause)
            {
                return null;
            }
        }
    }

    public void Pause(TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
        {
            _local.Pause(duration);
            _windows.Pause(duration);
        }
    }

    public TimeSpan? NoteRefusal() => _local.NoteRefusal();

    // The host leaves the shared limits by a command to Redis, for which the caller does not need to wait.
    public void Dispose() => _ = DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _beat.Dispose();
        _local.Dispose();
        await _windows.LeaveAsync().ConfigureAwait(false);
    }

    internal void EndOwn(bool wasSent, RateLimits limits)
    {
        lock (_gate)
        {
            _trust.EndOwn(wasSent, Now, limits);
        }
    }

    /// <summary>
    /// Gets a permit of this process's rate limiter; null when the account is paused for too long, or when the mode changed meanwhile.
    /// </summary>
    private async ValueTask<RatePermit?> AcquireLocallyAsync(
        RateLimits part, TimeSpan maxPause, CancellationToken modeEnds, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, modeEnds);
        try
        {
            return await _local.AcquireAsync(part, maxPause, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Turns a permit of this process's limiter into one for all hosts; null when the caller must start again.</summary>
    private async ValueTask<RatePermit?> TakeAsync(
        RatePermit local,
        SharedMode mode,
        RateLimits limits,
        TimeSpan maxPause,
        CancellationToken modeEnds,
        CancellationToken cancellationToken)
    {
        TimeSpan still;
        lock (_gate)
        {
            still = Refresh() == mode ? _trust.TakeOwn(mode, Now, limits) : TimeSpan.Zero;
            if (_mode != mode)
            {
                return null;
            }

            if (still == TimeSpan.Zero && !mode.HasContact)
            {
                _trust.StartOwn();
                return new OwnPermit(local, this, limits);
            }
        }

        if (still > TimeSpan.Zero)
        {
            await DelayAsync(still, modeEnds, cancellationToken).ConfigureAwait(false);
            return null;
        }

        // One caller of this host at a time asks for a permit of the limits that the account's hosts share. A repeated request keeps the
        // place of the host in the queue of all hosts.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await AskUntilAnsweredAsync(local, mode, limits, maxPause, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<RatePermit?> AskUntilAnsweredAsync(
        RatePermit local, SharedMode mode, RateLimits limits, TimeSpan maxPause, CancellationToken cancellationToken)
    {
        while (true)
        {
            var request = string.Create(CultureInfo.InvariantCulture, $"{_host}:{Interlocked.Increment(ref _requests)}");
            var asked = Now;
            if (await AskAsync(request, mode, limits, cancellationToken).ConfigureAwait(false) is not { } reply)
            {
                return null;
            }

            if (reply.Verdict == SharedVerdict.Go)
            {
                if (Now - asked <= _timings.LongestReply)
                {
                    return new SharedPermit(local, _windows, request);
                }

                _windows.Withdraw(request);
            }
            else if (reply.PauseLeft > maxPause)
            {
                return null;
            }
            else if (reply.Wait > TimeSpan.Zero)
            {
                await DelayAsync(reply.Wait, CancellationToken.None, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks the shared limits once; null when there was no reply, or when the mode has changed.</summary>
    private async ValueTask<SharedReply?> AskAsync(string request, SharedMode? mode, RateLimits limits, CancellationToken cancellationToken)
    {
        SharedAsk ask;
        lock (_gate)
        {
            if (mode is not null && Refresh() != mode)
            {
                return null;
            }

            ask = _trust.Ask(request, Share, Now, limits with { IsCautious = _local.IsCautious });
        }

        SharedReply? reply;
        try
        {
            reply = await _windows.AskAsync(ask, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _windows.Withdraw(request);
            throw;
        }

        Note(ask, reply, limits);
        return reply;
    }

    private void Note(SharedAsk ask, SharedReply? reply, RateLimits limits)
    {
        bool isLost, wasOnItsOwn;
        SharedMode mode;
        lock (_gate)
        {
            var now = Now;
            wasOnItsOwn = !_mode.HasContact;
            isLost = reply is { } answer ? _trust.Note(ask, answer, now, limits) : _trust.Lose(now, limits);
            _probePause = reply is null ? Min(_probePause + _timings.Beat, _timings.LongestProbe) : TimeSpan.Zero;
            _nextBeat = now + (reply is null ? _probePause : _timings.Beat);
            mode = Refresh();
        }

        if (reply is { PauseLeft: var pause } && pause > TimeSpan.Zero)
        {
            _local.Pause(pause);
        }

        if (isLost && reply is null)
        {
            SharedLimitsLog.OnItsOwn(_logger, mode.Hosts);
        }
        else if (isLost)
        {
            SharedLimitsLog.StateLost(_logger, mode.Hosts);
        }
        else if (wasOnItsOwn && reply is not null)
        {
            SharedLimitsLog.Reached(_logger);
        }
    }

    private SharedMode Enter(RateLimits limits, out CancellationToken modeEnds)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _lastRequest = Now;
            if (_limits is null)
            {
                _beat.Change(_timings.Beat, _timings.Beat);
            }

            // Two engines may configure different numbers of hosts for one account's limits. The larger number is kept, so that the mode
            // does not alternate between them.
            _saidHosts = limits.Hosts > (_saidHosts ?? 0) ? limits.Hosts : _saidHosts;
            _limits = limits;
            _stores.Add(limits.StoreId ?? "");
            var mode = Refresh();
            modeEnds = _modeEnds.Token;
            return mode;
        }
    }

    // Callers that wait at the local limiter wait under the rates of the old mode. A new mode cancels their wait, and they start again.
    // Refresh holds the lock, so CancelAsync runs their continuations on another thread.
    private SharedMode Refresh()
    {
        var mode = _trust.At(Now, _saidHosts);
        if (mode != _mode)
        {
            _mode = mode;
            var ended = _modeEnds;
            _modeEnds = new CancellationTokenSource();
            _ = ended.CancelAsync();
        }

        return mode;
    }

    private async Task BeatAsync()
    {
        if (Interlocked.Exchange(ref _isBeating, 1) == 1)
        {
            return;
        }

        DiscoveryActivities.Leave();
        try
        {
            RateLimits limits;
            var isIdle = false;
            lock (_gate)
            {
                if (_isDisposed || _limits is not { } last)
                {
                    return;
                }

                limits = last;
                Refresh();
                isIdle = _mode.HasContact && Now - _lastRequest >= _timings.Idle;
                if (isIdle)
                {
                    // An idle host leaves the shared limits, so that a former leader does not halve the rate of the current one.
                    _trust.Forget();
                    _limits = null;
                    _stores.Clear();
                    _beat.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }
                else if (Now < _nextBeat)
                {
                    return;
                }
            }

            if (isIdle)
            {
                await _windows.LeaveAsync().ConfigureAwait(false);
                return;
            }

            await AskAsync("", mode: null, limits, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isBeating, 0);
        }
    }

    private async ValueTask DelayAsync(TimeSpan delay, CancellationToken modeEnds, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, modeEnds);
        await Task.Delay(delay, _clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
