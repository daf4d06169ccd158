namespace BirdeyeDiscovery.Storage;

/// <summary>Represents a variant of the options that was evaluated on a part of the history.</summary>
public sealed record EvaluationTrial
{
    /// <summary>Gets the id, which ascends. It is 0 before the trial is stored.</summary>
    public long Id { get; init; }

    /// <summary>Gets the name of the engine; empty for the default engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Gets the chain.</summary>
    public required string Chain { get; init; }

    /// <summary>Gets the time of the evaluation, to the millisecond.</summary>
    public required DateTimeOffset TriedAt { get; init; }

    /// <summary>Gets the id of the search that tried the variant.</summary>
    public required string SearchId { get; init; }

    /// <summary>Gets the seed of the search.</summary>
    public required int Seed { get; init; }

    /// <summary>Gets what the search maximises, in a word or a few.</summary>
    public required string Objective { get; init; }

    /// <summary>Gets the options of the variant as a JSON object.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets a hash of the options, by which two variants are compared.</summary>
    public required string VariantHash { get; init; }

    /// <summary>Gets the start of the part on which the variant was fitted, inclusive.</summary>
    public required DateTimeOffset FittedFrom { get; init; }

    /// <summary>Gets the end of the part on which the variant was fitted, exclusive.</summary>
    public required DateTimeOffset FittedTo { get; init; }

    /// <summary>Gets the start of the part that was held out, inclusive.</summary>
    public required DateTimeOffset HeldOutFrom { get; init; }

    /// <summary>Gets the end of the part that was held out, exclusive.</summary>
    public required DateTimeOffset HeldOutTo { get; init; }

    /// <summary>Gets the figures on the fitted part.</summary>
    public required TrialFigures Fitted { get; init; }

    /// <summary>Gets the figures on the part that was held out.</summary>
    public required TrialFigures HeldOut { get; init; }
}
