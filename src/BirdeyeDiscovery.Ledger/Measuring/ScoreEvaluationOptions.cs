namespace BirdeyeDiscovery.Ledger;

/// <summary>How the score is measured.</summary>
public sealed class ScoreEvaluationOptions
{
    private static readonly TimeSpan LeastDelay = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MostDelay = TimeSpan.FromDays(2);

    private readonly TimeSpan? _maxPriceDelay;

    /// <summary>Gets the horizons of the returns.</summary>
    /// <value>The default is 15 minutes, 1 hour, 4 hours and 24 hours; allowed are 1 to 8 different ones of 1 second to 30 days.</value>
    public IReadOnlyList<TimeSpan> Horizons { get; init; } =
        [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(24)];

    /// <summary>
    /// Gets how late a price may be: that of the entry after the scoring, and that of the exit after the end of the horizon. A return whose
    /// price is later is missing.
    /// </summary>
    /// <value>
    /// The default is 10 minutes, which is five cycles of two minutes. When it is not set and cycles are farther apart, a measurement uses
    /// 1.5 times the median time between its first 100 cycles. Allowed are 1 second to 2 days.
    /// </value>
    public TimeSpan MaxPriceDelay
    {
        get => _maxPriceDelay ?? LeastDelay;
        init => _maxPriceDelay = value;
    }

    /// <summary>Gets the share of the tokens of a cycle that is its top.</summary>
    /// <value>The default is 0.2; allowed are 0.01 to 0.5.</value>
    public double TopShare { get; init; } = .2;

    /// <summary>Gets the liquidity below which a token is dead: whatever its price says, nobody can sell it.</summary>
    /// <value>The default is 1,000 USD; allowed are 0 to 1e9.</value>
    public double DeadLiquidityUsd { get; init; } = 1000;

    /// <summary>Gets the time without a trade after which a token is dead.</summary>
    /// <value>The default is 24 hours; allowed are 1 minute to 30 days.</value>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Gets the return that a dead token counts with, as a fraction.</summary>
    /// <value>The default is −0.99; allowed are −0.999999 to −0.5.</value>
    public double DeadReturn { get; init; } = -.99;

    /// <summary>Gets the default price delay of a score measurement for cycles with this spacing.</summary>
    internal static TimeSpan DelayOf(TimeSpan? spacing) =>
        spacing * 1.5 is { } delay && delay > LeastDelay ? delay < MostDelay ? delay : MostDelay : LeastDelay;

    /// <summary>Gets the price delay of a score measurement that is set, or the default for cycles with this spacing.</summary>
    internal TimeSpan DelayFor(TimeSpan? spacing) => _maxPriceDelay ?? DelayOf(spacing);

    /// <summary>Checks the options of a score measurement.</summary>
    /// <exception cref="ArgumentException">A value is not allowed.</exception>
    internal void Check()
    {
        if (Horizons is null || Horizons.Count is < 1 or > 8 || Horizons.Distinct().Count() != Horizons.Count)
        {
            throw Refused(nameof(Horizons), Horizons is null ? "null" : $"a list of {Horizons.Count}", "1 to 8 different horizons");
        }

        for (var index = 0; index < Horizons.Count; index++)
        {
            Within($"{nameof(Horizons)}[{index}]", Horizons[index], TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        }

        Within(nameof(MaxPriceDelay), MaxPriceDelay, TimeSpan.FromSeconds(1), MostDelay);
        Within(nameof(TopShare), TopShare, .01, .5);
        Within(nameof(DeadLiquidityUsd), DeadLiquidityUsd, 0, 1e9);
        Within(nameof(DeadAfter), DeadAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        Within(nameof(DeadReturn), DeadReturn, -.999999, -.5);
    }

    private static void Within<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
        {
            throw Refused(name, FormattableString.Invariant($"{value}"), FormattableString.Invariant($"{least} to {most}"));
        }
    }

    private static ArgumentException Refused(string name, string value, string allowed) =>
        new($"{nameof(ScoreEvaluationOptions)}.{name} is '{value}'; allowed: {allowed}.", name);
}
