namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the comparison of stored cycles with their plans.</summary>
/// <param name="Equal">The number of cycles whose rows equal the plan.</param>
/// <param name="Different">The number of cycles with a difference.</param>
/// <param name="WithoutInput">The number of cycles whose input is not stored.</param>
/// <param name="OfOtherScorers">The number of cycles that another version of the scorer scored; they are not compared.</param>
/// <param name="FirstDifference">The first difference, in the order of the commits.</param>
public sealed record ReplayVerification(
    long Equal, long Different, long WithoutInput, long OfOtherScorers, LedgerDifference? FirstDifference);
