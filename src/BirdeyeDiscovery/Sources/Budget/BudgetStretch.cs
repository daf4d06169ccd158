namespace BirdeyeDiscovery.Sources;

/// <summary>What an engine does without, so that its compute units last until the month ends. Each level includes those below it.</summary>
public sealed record BudgetStretch
{
    /// <summary>Gets the level; 0 when nothing is stretched.</summary>
    public int Level { get; init; }

    /// <summary>
    /// Gets a value indicating whether the history of one-hour and one-day candles is read; the first thing to be given up.
    /// </summary>
    public bool ReadsLongCandles { get; init; } = true;

    /// <summary>Gets a value indicating whether audit cycles run; the second thing to be given up.</summary>
    public bool Audits { get; init; } = true;

    /// <summary>Gets how many times <c>Discovery:Interval</c> lies between two cycles; it grows third.</summary>
    public int IntervalFactor { get; init; } = 1;

    /// <summary>Gets how many trending tokens a cycle asks for; it shrinks last. Tracked tokens are read in every cycle.</summary>
    public required int TrendingLimit { get; init; }

    /// <summary>Gets a value indicating whether the interval is as long as it may get, so that candidates are left out.</summary>
    public bool LeavesOutCandidates { get; init; }

    /// <summary>Gets the level in words.</summary>
    /// <returns>Such as <c>no long candles, no audits, 4 intervals between cycles</c>.</returns>
    public override string ToString() => Level == 0 ? "nothing stretched" : string.Join(", ", Words());

    private IEnumerable<string> Words()
    {
        if (!ReadsLongCandles)
        {
            yield return "no long candles";
        }

        if (!Audits)
        {
            yield return "no audits";
        }

        if (IntervalFactor > 1)
        {
            yield return FormattableString.Invariant($"{IntervalFactor} intervals between cycles");
        }

        if (LeavesOutCandidates)
        {
            yield return FormattableString.Invariant($"{TrendingLimit} trending tokens");
        }
    }
}
