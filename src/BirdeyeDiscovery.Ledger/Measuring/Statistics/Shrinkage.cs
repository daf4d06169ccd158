namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Moves the estimate of each group towards the common mean of all groups; an estimate with a larger variance moves further (empirical
/// Bayes, normal model). Pure.
/// </summary>
/// <remarks>
/// The variance between the groups, τ², is that of DerSimonian and Laird: with w = 1 / v, the mean m = Σwx / Σw and Q = Σw(x − m)²,
/// τ² = max(0, (Q − (k − 1)) / (Σw − Σw² / Σw)) for k groups. The common mean has the weights 1 / (τ² + v), and a group keeps the share
/// τ² / (τ² + v) of its distance from it.
/// </remarks>
internal static class Shrinkage
{
    /// <summary>Shrinks the measured estimates of groups towards their common mean.</summary>
    /// <param name="groups">The estimate of each group and its sampling variance, greater than 0.</param>
    /// <returns>The common mean, the variance between the groups, and the estimates in the same order. One group stays as it is.</returns>
    public static (double Mean, double Between, IReadOnlyList<double> Values) ToMean(IReadOnlyList<(double Value, double Variance)> groups)
    {
        if (groups.Count < 2)
        {
            return (groups.Count == 0 ? 0 : groups[0].Value, 0, [.. groups.Select(static group => group.Value)]);
        }

        var weights = groups.Sum(static group => 1 / group.Variance);
        var squares = groups.Sum(static group => 1 / (group.Variance * group.Variance));
        var centre = groups.Sum(static group => group.Value / group.Variance) / weights;
        var spread = groups.Sum(group => (group.Value - centre) * (group.Value - centre) / group.Variance);
        var between = Math.Max(0, (spread - (groups.Count - 1)) / (weights - (squares / weights)));
        var mean = groups.Sum(group => group.Value / (between + group.Variance)) / groups.Sum(group => 1 / (between + group.Variance));
        return (mean, between, [.. groups.Select(group => mean + (between / (between + group.Variance) * (group.Value - mean)))]);
    }
}
