namespace BirdeyeDiscovery.Ledger;

/// <summary>What the fitted part of a tuning search says of variants of thresholds.</summary>
/// <param name="Fitted">The figures of the current options, then those of each variant.</param>
/// <param name="Folds">The blocks.</param>
/// <param name="Undecided">How many decisions of each variant depend on facts that nobody read.</param>
/// <param name="AsNow">Whether each variant has the values that the cycles really had.</param>
/// <param name="Cycles">How many cycles were measured, and how many have no replay.</param>
internal sealed record ThresholdFit(
    IReadOnlyList<VariantFigures> Fitted,
    IReadOnlyList<FoldFigures> Folds,
    IReadOnlyList<long> Undecided,
    IReadOnlyList<bool> AsNow,
    (long Measured, long LeftOut) Cycles);
