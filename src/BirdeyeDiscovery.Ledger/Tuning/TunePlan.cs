namespace BirdeyeDiscovery.Ledger;

/// <summary>The plan of a tuning search: how it divides the history, and what it measures.</summary>
internal sealed record TunePlan
{
    /// <summary>Gets the time of the first cycle of a tuning search.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets the end of the history of a tuning search, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Gets the share of the history at its end that a tuning search holds out.</summary>
    public double HoldOut { get; init; } = .3;

    /// <summary>
    /// Gets the number of walk-forward blocks of the fitted part, each but the first of which tests the choice of the time before it.
    /// </summary>
    public int Folds { get; init; } = 4;

    public int Seed { get; init; } = 1;

    /// <summary>Gets the horizon by whose returns the tuning search chooses.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets how a tuning search measures returns.</summary>
    public ScoreEvaluationOptions Measure { get; init; } = new();

    /// <summary>Gets the boundary of a tuning search: the time at which the fitted part ends and the held-out part begins.</summary>
    /// <remarks>It is a whole millisecond, as stored times are.</remarks>
    public DateTimeOffset Boundary
    {
        get
        {
            var ticks = From.UtcTicks + (long)((To.UtcTicks - From.UtcTicks) * (1 - HoldOut));
            return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }

    /// <summary>
    /// Gets the gap of a tuning search between the last cycle that is fitted and the boundary: the horizon that chooses and twice the delay
    /// of a price. The returns of a cycle within it would need prices of the part that is held out. Longer horizons are measured on that
    /// part only.
    /// </summary>
    public TimeSpan Purge => Horizon + (2 * Measure.MaxPriceDelay);

    /// <summary>Gets the starts of the walk-forward blocks of the fitted part but the first.</summary>
    public IReadOnlyList<long> Edges =>
        [.. Enumerable.Range(1, Folds - 1).Select(fold => From.UtcTicks + ((Boundary.UtcTicks - From.UtcTicks) * fold / Folds))];

    /// <summary>Checks the plan of a tuning search.</summary>
    /// <exception cref="ArgumentException">A value is not allowed.</exception>
    public void Check()
    {
        Measure.Check();
        if (!(HoldOut is >= .1 and <= .9))
        {
            throw Refused(nameof(HoldOut), FormattableString.Invariant($"{HoldOut}"), "0.1 to 0.9");
        }

        if (Folds is < 1 or > 20)
        {
            throw Refused(nameof(Folds), FormattableString.Invariant($"{Folds}"), "1 to 20");
        }

        if (From >= To)
        {
            throw Refused(nameof(From), FormattableString.Invariant($"{From:O}"), FormattableString.Invariant($"a time before {To:O}"));
        }

        if (!Measure.Horizons.Contains(Horizon))
        {
            throw Refused(nameof(Horizon), FormattableString.Invariant($"{Horizon}"), "one of the measured horizons");
        }
    }

    private static ArgumentException Refused(string name, string value, string allowed) => new($"{name} is '{value}'; allowed: {allowed}.");
}
