namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Represents the smallest change of one value that changes a decision. It is verified: with <see cref="To"/> the decision changes, and one
/// step before it does not.
/// </summary>
/// <remarks>
/// The steps are a factor of 1.001 for amounts and ages, 0.001 for shares, 0.0005 for the coverage, 0.1 for price changes in percent, 0.01
/// for points, and 1 for counts. Amounts are compared by the logarithm of their ratio, so that a doubling and a halving are equally far;
/// shares, percent and points by their difference on a scale of 1. A value that is either one or the other is one unit away.
/// </remarks>
public sealed record Counterfactual
{
    /// <summary>Gets the kind of the value.</summary>
    public required CounterfactualKind Kind { get; init; }

    /// <summary>Gets the name: a figure of the market, a counter of the token, or a key of the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the value in the cycle.</summary>
    public required string From { get; init; }

    /// <summary>Gets the value with which the decision changes.</summary>
    public required string To { get; init; }

    /// <summary>Gets the decision with that value.</summary>
    public required TokenDecision Decision { get; init; }

    /// <summary>Gets the reason of that decision.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the value one step before <see cref="To"/>, with which the decision does not change.</summary>
    public required string StepBefore { get; init; }

    /// <summary>
    /// Gets the decision one step before. <see cref="TokenDecision.Undecidable"/> means that a staged cycle would have read more there, so
    /// that the change may lie nearer.
    /// </summary>
    public required TokenDecision DecisionBefore { get; init; }

    /// <summary>Gets how far the change is, on the scale that makes changes of different values comparable.</summary>
    public required double Distance { get; init; }
}
