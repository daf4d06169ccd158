namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// How many measured scores of a horizon have a forward return, and why the others have none; the verdict on the score says it.
/// </summary>
/// <param name="Horizon">The horizon.</param>
/// <param name="Closed">The time from the first to the last cycle whose horizon is over.</param>
/// <param name="Scored">How many scores have their horizon behind them.</param>
/// <param name="Missing">How many of these have no return.</param>
/// <param name="Delay">How late a price may be.</param>
/// <param name="Spacing">The median time between the cycles, or null when it is not known.</param>
internal sealed record ReturnCoverage(
    TimeSpan Horizon, TimeSpan Closed, long Scored, long Missing, TimeSpan Delay, TimeSpan? Spacing)
{
    // Cycles are never exactly one interval apart, so a return horizon of one interval must count as long enough.
    private const double LeastShareOfSpacing = .75;

    private const double NearlyAll = .9;

    /// <summary>
    /// Gets whether the horizon is too short for the time between cycles; each measured return then spans more than the horizon.
    /// </summary>
    public bool IsTooShort => Horizon < Spacing * LeastShareOfSpacing;

    /// <summary>Gets whether nearly all scores lack a forward return, so that more time alone brings no verdict.</summary>
    public bool IsMissing => Scored > 0 && Missing >= NearlyAll * Scored;

    /// <summary>
    /// Gets the price delay with which a forward return finds the price of the next cycle, even if that is a little late.
    /// </summary>
    public TimeSpan? NeededDelay => Spacing > Delay ? ScoreEvaluationOptions.DelayOf(Spacing) : null;
}
