namespace BirdeyeDiscovery.Ledger;

/// <summary>The statistical test of a mean of values that are clustered by token.</summary>
/// <param name="Tokens">The number of tokens.</param>
/// <param name="Observations">The number of values.</param>
/// <param name="Mean">The mean; null without a value.</param>
/// <param name="StandardError">The standard error; null with too few tokens, or when all values are 0.</param>
/// <param name="TStatistic">The test statistic; null with too few tokens, or when all values are 0.</param>
internal readonly record struct ClusterTest(int Tokens, long Observations, double? Mean, double? StandardError, double? TStatistic);
