namespace BirdeyeDiscovery.Ledger;

/// <summary>Sums up values by token for the cluster test, which treats each token as one cluster.</summary>
/// <param name="minTokens">The smallest number of tokens for which there is a significance.</param>
/// <param name="isDifference">
/// Whether the values are differences. Tokens without one then do not count for the significance, which needs the sum of many.
/// </param>
internal sealed class TokenClusters(int minTokens, bool isDifference = false)
{
    private readonly List<double> _sums = [];
    private readonly List<int> _counts = [];
    private long _observations;

    public void Add(int token, double value)
    {
        while (_sums.Count <= token)
        {
            _sums.Add(0);
            _counts.Add(0);
        }

        _sums[token] += value;
        _counts[token]++;
        _observations++;
    }

    public ClusterTest Test()
    {
        var sum = _sums.Sum();
        double? mean = _observations > 0 ? sum / _observations : null;
        double squares = 0, deviations = 0;
        int tokens = 0, tested = 0;
        for (var token = 0; token < _sums.Count; token++)
        {
            if (_counts[token] > 0)
            {
                tokens++;
                tested += !isDifference || Math.Abs(_sums[token]) > 1e-12 ? 1 : 0;
                squares += _sums[token] * _sums[token];
                deviations += Math.Pow(_sums[token] - (mean!.Value * _counts[token]), 2);
            }
        }

        // The t-statistic of the cluster test uses the squares, which equal the deviations if there is no effect. The standard error uses
        // the deviations, because with an effect the squares would make it too large.
        var isTested = tested >= minTokens && squares > 0;
        return new ClusterTest(
            tokens,
            _observations,
            mean,
            isTested ? Math.Sqrt(deviations) / _observations : null,
            isTested ? sum / Math.Sqrt(squares) : null);
    }
}
