namespace BirdeyeDiscovery;

/// <summary>Decides when a host relies on the shared limits and when on its own part of them. Times are elapsed times of the host. Not thread-safe: its owner locks.</summary>
/// <remarks>
/// Thrown back on its part, a host does not know what the others have sent. It therefore sends one request at most until the others know
/// that it is on its own, and takes no more of the running minute than its part of what was left. It relies on the shared limits again when
/// one full window has passed since they began anew, or since its last request that they do not know.
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
    private int _members;
    private int _taken;
    private int _takenBefore;

    /// <summary>Gets by what the host keeps to the limits.</summary>
    /// <param name="now">The time.</param>
    /// <param name="saidHosts">How many hosts there are by the configuration; null when it does not say.</param>
    public SharedMode At(TimeSpan now, int? saidHosts)
    {
        if (IsMember(now))
        {
            return new SharedMode(HasContact: true, IsMember: true, 1, 0);
        }

        // Of the hosts of one store only the leader sends requests: a host that saw no other and was told of none has the limits for itself.
        var hosts = Math.Max(_hosts, saidHosts ?? 1);
        return new SharedMode(_hasContact, IsMember: false, hosts, hosts > 1 && now < _upsetUntil ? _takenBefore : 0);
    }

    public SharedAsk Ask(string request, TimeSpan now, RateLimits limits)
    {
        var isMember = IsMember(now);
        return new SharedAsk(request, isMember, _generation, _hosts, _members, isMember ? 0 : _hosts, limits);
    }

    /// <summary>Takes in an answer.</summary>
    /// <returns>Whether the state was lost that this host relied on.</returns>
    public bool Note(SharedAsk ask, SharedReply reply, TimeSpan now, RateLimits limits)
    {
        var isLost = _generation != 0 && reply.Generation != _generation;
        if (isLost)
        {
            Upset(now, now + timings.Lease, limits);
        }

        (_hasContact, _lastContact, _generation) = (true, now, reply.Generation);
        _trustedFrom = now + timings.FullWindow(limits) - reply.Age;
        _hosts = ask.IsMember && !isLost ? reply.Hosts : Math.Max(_hosts, reply.Hosts);

        (_members, _taken) = (reply.Members, reply.Taken);
        return isLost;
    }

    /// <summary>Takes in that there was no answer.</summary>
    /// <returns>Whether there was one before.</returns>
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

    /// <summary>Forgets the other hosts, as a host that has just begun knows none.</summary>
    public void Forget() => (_generation, _hosts, _members, _trustedFrom) = (0, 0, 0, TimeSpan.MaxValue);

    /// <summary>Tells how long a host on its own has to keep still; zero lets one request go.</summary>
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

    /// <summary>Counts a request that the shared limits do not know.</summary>
    public void StartOwn() => _ownUnderWay++;

    public void EndOwn(bool wasSent, TimeSpan now, RateLimits limits)
    {
        _ownUnderWay--;
        if (wasSent && now + limits.LongestWindow > _ownUntil)
        {
            _ownUntil = now + limits.LongestWindow;
        }
    }

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
