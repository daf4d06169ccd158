namespace BirdeyeDiscovery;

/// <summary>
/// How long the calls of one cycle may wait for Redis in all, in real time. Calls at once count once: what counts is how much longer the cycle takes. It flows
/// with the calls that the cycle makes, through whatever they pass; readers outside of a cycle have no part in it.
/// </summary>
internal sealed class RedisTurn : IDisposable
{
    // A Redis that answers that soon is not slow, however many calls a long cycle makes.
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(25);

    // A long cycle gets the time back at this part of its own length: a slow start costs it Redis for some seconds, and a Redis that
    // stays slow costs it little of its time.
    private const int RegainedIn = 60;

    private static readonly AsyncLocal<RedisTurn?> Flowing = new();

    private readonly RedisTurn? _outer = Current;
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

    /// <param name="limit">The longest wait in all.</param>
    /// <param name="allowance">What the first cycle of a process may wait besides, while code and connections are still cold.</param>
    /// <param name="time">The clock of the waits; real time by default.</param>
    public RedisTurn(TimeSpan limit, TimeSpan allowance = default, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _limit = limit + allowance;
        _spareLimit = (limit / 3) + allowance;
        _regainedAt = _time.GetTimestamp();
        Flowing.Value = this;
    }

    /// <summary>Gets the cycle that the current call belongs to, if any.</summary>
    public static RedisTurn? Current => Flowing.Value is { _isOver: false } turn ? turn : null;

    /// <summary>Gets a value indicating whether calls are refused that the cycle can do without.</summary>
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

    /// <summary>Gets how long its calls have waited, without those that were answered soon.</summary>
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

    /// <summary>Gets how many calls it has made.</summary>
    internal int Calls { get; private set; }

    /// <summary>Begins a wait.</summary>
    /// <param name="isSpare">Whether the cycle can do without, as without a cached answer: such calls begin in the first third of the time only, so that there is some left to publish the cycle.</param>
    /// <param name="left">How long it may take.</param>
    /// <returns>False when the time is spent.</returns>
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

    /// <summary>Tells for the first call that is refused that it is the first.</summary>
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

    // Once spent, it stays so until all of it is regained: with a call now and then the account's limits would change their mode each time.
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
