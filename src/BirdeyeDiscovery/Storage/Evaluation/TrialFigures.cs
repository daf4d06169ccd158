namespace BirdeyeDiscovery.Storage;

/// <summary>Represents what a trial gave on one part of the history.</summary>
public sealed record TrialFigures
{
    /// <summary>Gets the number of tokens that count.</summary>
    public required int Tokens { get; init; }

    /// <summary>Gets the number of windows without overlap.</summary>
    public required int Windows { get; init; }

    /// <summary>Gets the value of the objective, or <see langword="null"/> without data.</summary>
    public double? Value { get; init; }

    /// <summary>Gets the test statistic against the current options, or <see langword="null"/> with too few tokens.</summary>
    public double? TStatistic { get; init; }

    /// <summary>Gets the p-value of this variant alone, or <see langword="null"/> with too few tokens.</summary>
    public double? PValue { get; init; }
}
