namespace BirdeyeDiscovery.Ledger;

/// <summary>The result of a tuning search: what it chose on the fitted part, and what the held-out part says of it.</summary>
internal sealed record TuneResult
{
    /// <summary>Gets what the tuning varied: <c>weights</c> or <c>thresholds</c>.</summary>
    public required string Search { get; init; }

    /// <summary>Gets what the tuning search maximises.</summary>
    public required string Objective { get; init; }

    public required TimeSpan Horizon { get; init; }

    public required int Seed { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Gets the boundary of the tuning search: the time at which the fitted part ends and the held-out part begins.</summary>
    public required DateTimeOffset Boundary { get; init; }

    public required DateTimeOffset To { get; init; }

    public required TimeSpan Purge { get; init; }

    /// <summary>Gets how many cycles the tuning search measured.</summary>
    public required TuneCycles Cycles { get; init; }

    /// <summary>Gets how many different sets of options decided the cycles of the tuning search.</summary>
    public required int OptionSets { get; init; }

    /// <summary>Gets the tuning variants, the current options first.</summary>
    public required IReadOnlyList<TuneEntry> Variants { get; init; }

    /// <summary>Gets the chosen tuning variant; null when no variant could be chosen.</summary>
    public TuneEntry? Chosen { get; init; }

    public TuneEntry Current => Variants[0];

    /// <summary>
    /// Gets the range of the rank IC that the random variants of the search reach on the held-out part; null when there are no random
    /// variants.
    /// </summary>
    public RandomRange? Random { get; init; }

    /// <summary>Gets the walk-forward blocks of the fitted part, each with the choice of the time before it.</summary>
    public IReadOnlyList<WalkForwardStep> WalkForward { get; init; } = [];

    /// <summary>Gets the measures of the chosen variant on the held-out part.</summary>
    public IReadOnlyList<TuneAxis> Axes { get; init; } = [];

    /// <summary>Gets how many decisions in the replay of the chosen tuning variant depend on facts that nobody read.</summary>
    public long? Undecided { get; init; }

    /// <summary>
    /// Gets which share of the active tokens in the replay of the chosen tuning variant is undecided; above 5 % the list is not judged.
    /// </summary>
    public double? UndecidedShare { get; init; }

    /// <summary>Gets why the chosen variant was not replayed; null when it was.</summary>
    public string? NotReplayed { get; init; }

    /// <summary>
    /// Gets how many different variants were ever tried on this ledger for any objective, this search included. The p-value counts these. A
    /// variant that is tried again on a longer history is the same one.
    /// </summary>
    public long Trials { get; init; }

    /// <summary>Gets how many rows the tuning trials have: one for each variant and pair of periods on which it was tried.</summary>
    public long TrialRows { get; init; }

    /// <summary>Gets why the trials of this tuning search are not remembered, or those before are not known; null when they are.</summary>
    public string? NotRemembered { get; init; }

    /// <summary>Gets whether the store remembers the tuning trials; without, <see cref="Trials"/> are those of this search alone.</summary>
    public bool IsRemembered { get; init; }

    /// <summary>Gets the p-value of the chosen variant alone, on the held-out part.</summary>
    public double? PValue => Chosen?.HeldOut.PValue;

    /// <summary>Gets the p-value of the chosen variant among all tuning trials together (Šidák).</summary>
    public double? FamilyWisePValue { get; init; }

    public TuneVerdict Verdict { get; init; }

    /// <summary>Gets the verdict of the tuning search as a sentence.</summary>
    public string Summary { get; init; } = "";

    /// <summary>
    /// Gets how much more history a tuning search needs to have enough windows for a verdict; zero when it has a verdict or enough windows.
    /// </summary>
    public TimeSpan MissingTime { get; init; }
}
