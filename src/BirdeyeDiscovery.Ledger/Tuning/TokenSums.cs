namespace BirdeyeDiscovery.Ledger;

/// <summary>A running sum for each token, for the tuning search: what the token contributed to a rank correlation.</summary>
internal sealed class TokenSums
{
    private double[] _sums = [];
    private int[] _counts = [];

    public long Observations { get; private set; }

    public double? RankIc => Observations > 0 ? _sums.Sum() / Observations : null;

    public int Tokens => _counts.Count(static count => count > 0);

    /// <summary>Gets the t-statistic of a variant, Σu / √Σu² over the tokens, or null with fewer than 20 tokens.</summary>
    public double? TStatistic => Statistic(static (sums, _, token) => sums[token], [], isDifference: false);

    public void Add(int token, double product)
    {
        if (token >= _sums.Length)
        {
            var length = Math.Max(token + 1, 2 * _sums.Length);
            Array.Resize(ref _sums, length);
            Array.Resize(ref _counts, length);
        }

        _sums[token] += product;
        _counts[token]++;
        Observations++;
    }

    /// <summary>
    /// Gets the t-statistic of the difference to another variant, Σd / √Σd², where d is the contribution of a token here minus its
    /// contribution there. Null with fewer than 20 tokens whose d is not 0: only a sum of many is normally distributed.
    /// </summary>
    public double? DifferenceTo(TokenSums other) => Statistic(
        static (sums, others, token) => sums[token] - (token < others.Length ? others[token] : 0), other._sums, isDifference: true);

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
        Observations = 0;
    }

    private double? Statistic(Func<double[], double[], int, double> value, double[] others, bool isDifference)
    {
        double sum = 0, squares = 0;
        var tokens = 0;
        for (var token = 0; token < _sums.Length; token++)
        {
            if (_counts[token] > 0)
            {
                var one = value(_sums, others, token);
                tokens += !isDifference || Math.Abs(one) > 1e-12 ? 1 : 0;
                sum += one;
                squares += one * one;
            }
        }

        return tokens >= ScoreEvaluation.MinTokens && squares > 0 ? sum / Math.Sqrt(squares) : null;
    }
}
