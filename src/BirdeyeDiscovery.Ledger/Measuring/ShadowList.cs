namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Numbers the shadow scorers that one version of the score had beside it, and ranks the tokens by their scores for the measurement.
/// </summary>
internal sealed class ShadowList(double topShare)
{
    private readonly Dictionary<ShadowKey, int> _numbers = [];
    private readonly List<ShadowKey> _keys = [];

    public IReadOnlyList<ShadowKey> Keys => _keys;

    /// <summary>
    /// Ranks the shadow scores of an observed cycle for the measurement. A token that the cycle did not score gets no rank.
    /// </summary>
    /// <exception cref="ArgumentException">A shadow scorer has two scores of one token.</exception>
    public (int Number, FactorRanks Ranks)[] Rank(ObservedCycle cycle, int scored)
    {
        if (cycle.ShadowScores.Count == 0)
        {
            return [];
        }

        var positions = new Dictionary<string, int>(scored, StringComparer.Ordinal);
        foreach (var token in cycle.Tokens)
        {
            if (token.Total is not null)
            {
                positions.Add(token.Address, positions.Count);
            }
        }

        var totals = new SortedDictionary<int, double[]>();
        foreach (var row in cycle.ShadowScores)
        {
            if (!positions.TryGetValue(row.TokenAddress, out var position))
            {
                continue;
            }

            var number = NumberOf(new ShadowKey(row.Scorer, row.ScorerVersion, row.OptionsHash));
            if (!totals.TryGetValue(number, out var values))
            {
                totals[number] = values = new double[scored];
                Array.Fill(values, double.NaN);
            }

            if (!double.IsNaN(values[position]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"The shadow scorer '{row.Scorer}' has two scores of {row.TokenAddress} in the cycle of ")
                    + FormattableString.Invariant($"{cycle.Timestamp:O}; allowed: each token once a cycle."),
                    nameof(cycle));
            }

            values[position] = (double)row.TotalScore;
        }

        return [.. totals.Select(pair => (pair.Key, FactorRanks.Of(pair.Value, topShare)))];
    }

    private int NumberOf(ShadowKey key)
    {
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers[key] = number = _keys.Count;
            _keys.Add(key);
        }

        return number;
    }
}
