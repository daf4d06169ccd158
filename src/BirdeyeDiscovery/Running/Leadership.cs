using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// The leadership of this host: taken at the start of a run, renewed by a timer, in doubt after two thirds of the lease without a renewal,
/// lost at its end. This knowledge is local and may be outdated (a suspended process keeps its belief); the store's epoch check decides.
/// </summary>
internal sealed class Leadership : IDisposable, IAsyncDisposable
{
    /// <summary>How long the engine of a follower waits for the answer of the store; nothing depends on its speed.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(30);

    private readonly string _name;
    private readonly ILeaderLease _lease;
    private readonly TimeProvider _storeTime;
    private readonly TimeProvider _clock;
    private readonly ILogger<DiscoveryEngine> _logger;
    private readonly RepeatedFailures _failures;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly ITimer _renewal;
    private readonly ITimer _watch;
    private CancellationTokenSource _doubt = new();
    private Task _renewing = Task.CompletedTask;
    private long? _epoch;
    private long _provenAt;
    private TimeSpan _duration;
    private TimeSpan _patience;
    private long _turnAt;
    private long _cycleAt;
    private long? _idleUntil;
    private bool _isDisposed;

    public Leadership(string name, ILeaderLease lease, StoreClock storeClock, TimeProvider clock, ILogger<DiscoveryEngine> logger)
    {
        (_name, _lease, _storeTime, _clock, _logger) = (name, lease, storeClock.Time, clock, logger);
        _failures = new RepeatedFailures(_storeTime);
        _renewal = _storeTime.CreateTimer(
            static self => ((Leadership)self!).Renew(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watch = _storeTime.CreateTimer(
            static self => ((Leadership)self!).Watch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the epoch of the leadership; null when this host does not lead, as far as it knows.</summary>
    public long? Epoch
    {
        get
        {
            lock (_gate)
            {
                return _epoch;
            }
        }
    }

    /// <summary>Gets a token that is cancelled when leadership is in doubt or lost; <see cref="TakeAsync"/> then replaces it.</summary>
    public CancellationToken Doubt
    {
        get
        {
            lock (_gate)
            {
                return _doubt.Token;
            }
        }
    }

    /// <summary>Gets the task of the last renewal of leadership by the timer; it never fails.</summary>
    internal Task Renewing
    {
        get
        {
            lock (_gate)
            {
                return _renewing;
            }
        }
    }

    /// <summary>Gets whether the leadership under an epoch is sure: its lease has not expired by this host's monotonic clock.</summary>
    public bool IsSureOf(long epoch)
    {
        lock (_gate)
        {
            return _epoch == epoch && _storeTime.GetElapsedTime(_provenAt) < _duration;
        }
    }

    /// <summary>Takes or renews leadership at the start of a run; null when another host leads, or is given the time to take it.</summary>
    public async ValueTask<long?> TakeAsync(BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _duration = options.Storage.Lease;

            // A leader whose engine runs no cycles blocks hosts that would run them. It gives up leadership this long after its last cycle.
            _patience = options.Discovery.CycleTimeout + (3 * options.Discovery.Interval);
            _turnAt = _clock.GetTimestamp();
            if (_idleUntil is { } until && _storeTime.GetElapsedTime(until) < TimeSpan.Zero)
            {
                return null;
            }

            _idleUntil = null;
        }

        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var epoch = await AskAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                if (epoch is not null && _doubt.IsCancellationRequested)
                {
                    _doubt = new CancellationTokenSource();
                }
            }

            return epoch;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Gets whether this host leads under an epoch, as far as it can know; queries the store if the lease ran out here.</summary>
    public async ValueTask<bool> HoldsAsync(long epoch, BirdeyeDiscoveryOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return Epoch == epoch || await TakeAsync(options, cancellationToken).ConfigureAwait(false) == epoch;
        }
        catch (DiscoveryStoreException failure)
        {
            RenewalFailed(failure);
            return false;
        }
    }

    /// <summary>Records that the engine ran a cycle: this host makes use of its leadership.</summary>
    public void Used() => Interlocked.Exchange(ref _cycleAt, _clock.GetTimestamp());

    /// <summary>Gives up leadership at once, so that another host can take it; without leadership it does nothing.</summary>
    public async ValueTask GiveUpAsync(CancellationToken cancellationToken)
    {
        if (Epoch is not { } epoch)
        {
            return;
        }

        Lost(epoch);
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var late = new CancellationTokenSource(FirstAnswer, _storeTime);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            await _lease.ReleaseAsync(either.Token).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Forgets the leadership under an epoch that the store has refused.</summary>
    public void Lost(long epoch)
    {
        bool changed;
        lock (_gate)
        {
            changed = _epoch == epoch && Set(null);
        }

        Report(changed, null);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _renewal.Dispose();
        _watch.Dispose();
        _stopping.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Renewing.ConfigureAwait(false);
    }

    private async ValueTask<long?> AskAsync(CancellationToken cancellationToken)
    {
        var duration = _duration;
        var wait = Epoch is null ? FirstAnswer : duration / 3;
        using var late = new CancellationTokenSource(wait, _storeTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token, _stopping.Token);

        // The store starts the leader's lease after this moment. A lease that is counted from here never ends later than in the store.
        var asked = _storeTime.GetTimestamp();
        long? epoch;
        try
        {
            epoch = await _lease.AcquireOrRenewAsync(duration, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException ended) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DiscoveryStoreException($"The store did not confirm leadership within {wait:c}.", ended) { IsTransient = true };
        }

        bool changed;
        lock (_gate)
        {
            _provenAt = asked;
            changed = Set(epoch);
        }

        Report(changed, epoch);
        return epoch;
    }

    // Sets the epoch of the leadership with the lock held; true when it changed, which the caller logs after it released the lock.
    private bool Set(long? epoch)
    {
        if (_isDisposed)
        {
            return false;
        }

        Arm(_renewal, epoch is null ? null : _duration / 3);
        Arm(_watch, epoch is null ? null : _duration * 2 / 3);
        if (_epoch == epoch)
        {
            return false;
        }

        if (_epoch is not null)
        {
            CallOff();
        }

        _epoch = epoch;
        _cycleAt = _clock.GetTimestamp();
        return true;
    }

    private void Arm(ITimer timer, TimeSpan? due)
    {
        var left = due is { } time ? time - _storeTime.GetElapsedTime(_provenAt) : Timeout.InfiniteTimeSpan;
        timer.Change(due is not null && left < TimeSpan.Zero ? TimeSpan.Zero : left, Timeout.InfiniteTimeSpan);
    }

    // CancelAsync runs the callbacks on another thread. One of them may continue a cycle, which must not run inside a renewal.
    private void CallOff() => _ = _doubt.CancelAsync();

    private void Renew()
    {
        lock (_gate)
        {
            if (_isDisposed || _epoch is null)
            {
                return;
            }

            // Leadership is renewed again soon, even while a run or a hanging renewal waits. An answer sets a third of the lease.
            _renewal.Change(_duration / 12, Timeout.InfiniteTimeSpan);
            if (_renewing.IsCompleted)
            {
                _renewing = RenewAsync();
            }
        }
    }

    private async Task RenewAsync()
    {
        // The timer callback of a renewal holds the lock, and a store may work synchronously, so the renewal continues on another thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var activity = DiscoveryActivities.StartAlone(DiscoveryTelemetry.RenewActivity);
        if (!await _asking.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            if (IsIdle(out var idle, out var isAsked))
            {
                (isAsked ? (Action<ILogger, EngineLabel, TimeSpan>)Log.LeadershipIdle : Log.LeadershipUnused)(_logger, _name, idle);
                if (Epoch is { } unused)
                {
                    Lost(unused);
                }

                using var late = new CancellationTokenSource(FirstAnswer, _storeTime);
                await _lease.ReleaseAsync(late.Token).ConfigureAwait(false);
                return;
            }

            await AskAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The renewal failed because leadership, and perhaps the store, is disposed. The next leader finds a free or expired lease.
        }
        catch (Exception failure)
        {
            // Nobody awaits a renewal of leadership. Whatever failed, the watch timer measures the remaining lease.
            RenewalFailed(failure);
        }
        finally
        {
            _asking.Release();
        }
    }

    // A host that gave up unused leadership waits for one lease. Another host, which tries every third of a lease, comes first then.
    private bool IsIdle(out TimeSpan idle, out bool isAsked)
    {
        lock (_gate)
        {
            idle = _clock.GetElapsedTime(_cycleAt);
            isAsked = _clock.GetElapsedTime(_turnAt) <= _patience;
            if (idle <= _patience)
            {
                return false;
            }

            _idleUntil = isAsked ? _storeTime.GetTimestamp() + (long)(_duration.TotalSeconds * _storeTime.TimestampFrequency) : null;
            return true;
        }
    }

    private void RenewalFailed(Exception failure) => Log.RenewalFailed(_logger, _name, failure, _failures);

    private void Watch()
    {
        long epoch;
        TimeSpan age;
        bool isNew;
        var isOver = false;
        lock (_gate)
        {
            if (_isDisposed || _epoch is not { } current)
            {
                return;
            }

            (epoch, age) = (current, _storeTime.GetElapsedTime(_provenAt));
            if (age < _duration * 2 / 3)
            {
                Arm(_watch, _duration * 2 / 3);
                return;
            }

            isNew = !_doubt.IsCancellationRequested;
            CallOff();
            if (age < _duration)
            {
                Arm(_watch, _duration);
            }
            else
            {
                isOver = Set(null);
            }
        }

        if (isNew)
        {
            Log.LeadershipInDoubt(_logger, _name, epoch, age);
        }

        Report(isOver, null);
    }

    private void Report(bool changed, long? epoch)
    {
        if (changed)
        {
            Log.LeadershipIs(_logger, _name, epoch);
        }
    }
}
