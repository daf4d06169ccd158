namespace BirdeyeDiscovery;

/// <summary>
/// Decides when a host relies on the shared limits and when on its own part of the rates. Times are elapsed times of the host. Not
/// thread-safe: its owner locks.
/// </summary>
/// <remarks>
/// A host that falls back to its own part does not know what the other hosts have sent. It therefore sends at most one request until the
/// others know that it is on its own, and takes no more of the running minute than its part of what was left. It relies on the shared
/// limits again when one full window has passed since their state began, or since its last request that they do not count.
/// </remarks>
internal sealed class SharedTrust(SharedLimitTimings timings)
{
    private bool _hasContact = true;
    private long _generation;
    private TimeSpan _trustedFrom = TimeSpan.MaxValue;
    private TimeSpan _stillUntil;
    private TimeSpan _nextOwn;
    private TimeSpan _upsetUntil;
    private TimeSpan _lastContact;
    private TimeSpan _ownUntil;
    private int _ownUnderWay;
    private int _hosts;
    private int _alive;
    private int _members;
    private int _taken;
    private int _takenBefore;

    /// <summary>Gets the mode of the rate limits that the host uses.</summary>
    /// <param name="now">The time.</param>
    /// <param name="saidHosts">The configured number of hosts; null when it is not configured.</param>
    public SharedMode At(TimeSpan now, int? saidHosts)
    {
        if (IsMember(now))
        {
            return new SharedMode(HasContact: true, IsMember: true, 1, 0);
        }

        // Outside the shared limits, a host gets one part of the rates for each known share. A host that saw no other share, and has no
        // other host configured, may use the whole rates, because only the leader of a store sends requests.
        var hosts = Math.Max(HostsAt(now), saidHosts ?? 1);
        return new SharedMode(_hasContact, IsMember: false, hosts, hosts > 1 && now < _upsetUntil ? _takenBefore : 0);
    }

    public SharedAsk Ask(string request, string share, TimeSpan now, RateLimits limits)
    {
        var isMember = IsMember(now);
        return new SharedAsk(request, isMember, _generation, _hosts, _members, isMember ? 0 : HostsAt(now), share, limits);
    }

    /// <summary>Records a reply of the shared limits.</summary>
    /// <returns>Whether the state that this host relied on was lost.</returns>
    public bool Note(SharedAsk ask, SharedReply reply, TimeSpan now, RateLimits limits)
    {
        var isLost = _generation != 0 && reply.Generation != _generation;
        if (isLost)
        {
            Upset(now, now + timings.Lease, limits);
        }

        _hosts = ask.IsMember && !isLost ? reply.Hosts : Math.Max(HostsAt(now), reply.Hosts);
        (_hasContact, _lastContact, _generation) = (true, now, reply.Generation);
        _trustedFrom = now + timings.FullWindow(limits) - reply.Age;
        (_alive, _members, _taken) = (reply.Alive, reply.Members, reply.Taken);
        return isLost;
    }

    /// <summary>Records that the shared limits did not reply.</summary>
    /// <returns>Whether this ends the contact with Redis.</returns>
    public bool Lose(TimeSpan now, RateLimits limits)
    {
        if (!_hasContact)
        {
            return false;
        }

        Upset(now, _lastContact + timings.Lease, limits);
        _hasContact = false;
        return true;
    }

    /// <summary>Forgets the other hosts of the shared limits and returns to the initial state.</summary>
    public void Forget() => (_generation, _hosts, _members, _trustedFrom) = (0, 0, 0, TimeSpan.MaxValue);

    /// <summary>Gets how long a host that is outside the shared limits must wait before it sends; zero allows one request.</summary>
    public TimeSpan TakeOwn(SharedMode mode, TimeSpan now, RateLimits limits)
    {
        if (mode.IsMember || mode.Hosts == 1 || now >= _stillUntil)
        {
            return TimeSpan.Zero;
        }

        if (now < _nextOwn)
        {
            return _stillUntil - now;
        }

        _nextOwn = now + timings.FullWindow(limits);
        return TimeSpan.Zero;
    }

    /// <summary>Counts a request that the shared limits do not know of.</summary>
    public void StartOwn() => _ownUnderWay++;

    public void EndOwn(bool wasSent, TimeSpan now, RateLimits limits)
    {
        _ownUnderWay--;
        if (wasSent && now + limits.LongestWindow > _ownUntil)
        {
            _ownUntil = now + limits.LongestWindow;
        }
    }

    // While the shared limits in Redis do not answer, no host learns which hosts have stopped. A share that was silent before keeps its
    // part for as long as Redis would reserve it. A share that was heard keeps its part, because its leader may be sending.
    private int HostsAt(TimeSpan now) => !_hasContact && now - _lastContact >= timings.Memory ? Math.Min(_hosts, _alive) : _hosts;

    private bool IsMember(TimeSpan now) => _hasContact && now >= _trustedFrom && _ownUnderWay == 0 && now >= _ownUntil;

    private void Upset(TimeSpan now, TimeSpan stillUntil, RateLimits limits)
    {
        if (!IsMember(now) && _generation == 0)
        {
            return;
        }

        _takenBefore = now < _upsetUntil ? Math.Max(_takenBefore, _taken) : _taken;
        _upsetUntil = now + timings.FullWindow(limits);
        _stillUntil = stillUntil;
    }
}
