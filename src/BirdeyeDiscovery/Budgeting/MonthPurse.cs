namespace BirdeyeDiscovery;

/// <summary>The compute units of one month that this host has reserved. The owner holds a lock around each call.</summary>
internal sealed class MonthPurse(ComputeUnitMonth month)
{
    private long _lost;
    private long _toldSpent;
    private long _toldTotal;

    public ComputeUnitMonth Month { get; } = month;

    /// <summary>Gets the compute units that are reserved and not spent.</summary>
    public long Balance { get; private set; }

    /// <summary>Gets the compute units that were spent of the reservation.</summary>
    public long Used { get; private set; }

    /// <summary>Gets the compute units that were reserved since the last settlement.</summary>
    public long Reserved => Balance + Used;

    /// <summary>Gets the number of settlements of the reserved units, after which a charge cannot be returned.</summary>
    public int Settlements { get; private set; }

    /// <summary>Gets a value indicating whether the store was asked for the units of the month.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>
    /// Gets the charged units that the store had confirmed and lost, as after a failover to a standby that was behind. They are spent
    /// nevertheless.
    /// </summary>
    public long Lost => _lost;

    /// <summary>Gets the units that count as spent by all hosts, without what this host has reserved and not spent.</summary>
    public long Spent => _toldTotal + _lost - Balance;

    public bool TryTake(long units)
    {
        if (Balance < units)
        {
            return false;
        }

        (Balance, Used) = (Balance - units, Used + units);
        return true;
    }

    public void PutBack(long units, int settlements)
    {
        if (settlements == Settlements)
        {
            (Balance, Used) = (Balance + units, Used - units);
        }
    }

    public void Granted(ComputeUnitBalance answer)
    {
        Learn(answer);
        Balance += answer.Granted;
    }

    /// <summary>
    /// Closes the reservation of units here before the store is asked to close it. If the answer of the store is lost, it is unknown
    /// whether it did.
    /// </summary>
    public (long Reserved, long Spent) Close()
    {
        var closed = (Reserved, Used + _lost);
        (Balance, Used, Settlements) = (0, 0, Settlements + 1);
        return closed;
    }

    public void Settled(ComputeUnitBalance answer)
    {
        _lost = 0;
        Learn(answer);
    }

    private void Learn(ComputeUnitBalance answer)
    {
        IsKnown = true;
        _lost += Math.Max(0, _toldSpent - answer.Spent);
        _toldSpent = answer.Spent;
        _toldTotal = answer.Spent + answer.Reserved;
    }
}
