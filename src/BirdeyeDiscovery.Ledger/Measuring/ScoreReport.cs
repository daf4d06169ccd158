namespace BirdeyeDiscovery.Ledger;

/// <summary>What was measured of one version of the score with one set of options. Two of them are never mixed.</summary>
public sealed class ScoreReport
{
    /// <summary>Gets the version of the scoring model.</summary>
    public required string ScoreVersion { get; init; }

    /// <summary>Gets the hash of the options.</summary>
    public required string OptionsHash { get; init; }

    /// <summary>Gets the time of the first cycle that scored a token.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets the time of the last cycle that scored a token.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Gets how many cycles scored a token.</summary>
    public int Cycles { get; init; }

    /// <summary>Gets how many different tokens were scored.</summary>
    public int Tokens { get; init; }

    /// <summary>Gets the median time between the first cycles of the measurement, or <see langword="null"/> for fewer than two.</summary>
    public TimeSpan? CycleSpacing { get; init; }

    /// <summary>Gets how late a price could be: what was set, or what follows from <see cref="CycleSpacing"/>.</summary>
    public TimeSpan MaxPriceDelay { get; init; }

    /// <summary>Gets what was measured at each horizon, in the order of the options.</summary>
    public required IReadOnlyList<HorizonReport> Horizons { get; init; }
}
