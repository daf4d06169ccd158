namespace BirdeyeDiscovery;

/// <summary>
/// The budget of one cycle for Redis: how long its calls may wait in total, in real time. Concurrent calls count once, because what counts
/// is how much longer the cycle takes. The budget flows with the execution context to the calls of the cycle; calls outside of a cycle have
/// none.
/// </summary>
internal sealed class RedisBudget : IDisposable
{
    // A wait for Redis up to this time does not count against the budget, however many calls a long cycle makes.
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(25);

    // A running cycle gets the elapsed time divided by this number back for its Redis budget: one second a minute. After a slow start it
    // goes on without Redis for some seconds, and a Redis that stays slow costs it one sixtieth of its time more.
    private const int RegainedIn = 60;

    private static readonly AsyncLocal<RedisBudget?> Flowing = new();

    private readonly RedisBudget? _outer = Current;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly TimeSpan _limit;
    private readonly TimeSpan _spareLimit;
    private int _waiting;
    private long _since;
    private long _regainedAt;
    private TimeSpan _spent;
    private TimeSpan _waited;
    private bool _isSpareSpent;
    private bool _isOver;
    private bool _hasRefused;

    /// <param name="limit">The longest wait in total.</param>
    /// <param name="allowance">An additional wait for the first cycle of a process, while code and connections are still cold.</param>
    /// <param name="time">The clock that measures the waits; real time by default.</param>
    public RedisBudget(TimeSpan limit, TimeSpan allowance = default, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _limit = limit + allowance;
        _spareLimit = (limit / 3) + allowance;
        _regainedAt = _time.GetTimestamp();
        Flowing.Value = this;
    }

    /// <summary>Gets the budget for Redis of the cycle that the current call belongs to, if any.</summary>
    public static RedisBudget? Current => Flowing.Value is { _isOver: false } budget ? budget : null;

    /// <summary>Gets a value indicating whether the calls to Redis are refused that the cycle can do without.</summary>
    public bool IsSpent
    {
        get
        {
            lock (_gate)
            {
                return !_isOver && SpareLeft() <= TimeSpan.Zero;
            }
        }
    }

    /// <summary>Gets how long the calls to Redis have waited, without prompt replies.</summary>
    internal TimeSpan Waited
    {
        get
        {
            lock (_gate)
            {
                return _waited;
            }
        }
    }

    /// <summary>Gets the number of calls to Redis that the budget has admitted.</summary>
    internal int Calls { get; private set; }

    /// <summary>Begins a wait for Redis.</summary>
    /// <param name="isSpare">
    /// Whether the cycle can do without the call, such as the read of a cached answer. Such calls are admitted in the first third of the
    /// budget only, so that some is left to publish the cycle.
    /// </param>
    /// <param name="left">How long the wait may take.</param>
    /// <returns>False when the budget is spent.</returns>
    public bool TryEnter(bool isSpare, out TimeSpan left)
    {
        lock (_gate)
        {
            left = Left(_limit);
            if ((isSpare ? SpareLeft() : left) <= TimeSpan.Zero)
            {
                return false;
            }

            Calls++;
            _since = _waiting++ == 0 ? _time.GetTimestamp() : _since;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_waiting == 0)
            {
                var waited = Waiting();
                _spent += waited;
                _waited += waited;
            }
        }
    }

    /// <summary>Gets whether this is the first call to Redis that the budget refuses; true once.</summary>
    public bool IsFirstRefusal()
    {
        lock (_gate)
        {
            var isFirst = !_hasRefused;
            _hasRefused = true;
            return isFirst;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        Flowing.Value = _outer;
    }

    // Once the budget for Redis calls that the cycle can do without is spent, it stays spent until all of it is regained. Otherwise an
    // occasional call would switch the mode of the account's limits each time.
    private TimeSpan SpareLeft()
    {
        var left = Left(_spareLimit);
        _isSpareSpent = left <= TimeSpan.Zero || (_isSpareSpent && _spent > TimeSpan.Zero);
        return _isSpareSpent ? TimeSpan.Zero : left;
    }

    private TimeSpan Left(TimeSpan limit)
    {
        var now = _time.GetTimestamp();
        var regained = _time.GetElapsedTime(_regainedAt, now) / RegainedIn;
        (_spent, _regainedAt) = (_spent > regained ? _spent - regained : TimeSpan.Zero, now);
        return limit - _spent - (_waiting > 0 ? Waiting() : TimeSpan.Zero);
    }

    private TimeSpan Waiting() => _time.GetElapsedTime(_since) is var elapsed && elapsed > Prompt ? elapsed : TimeSpan.Zero;
}
