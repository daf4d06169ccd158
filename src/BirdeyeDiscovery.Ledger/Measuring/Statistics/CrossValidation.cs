using System.Numerics;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Measures by combinatorially symmetric cross-validation over blocks of periods how probable it is that the best variant is overfitted.
/// </summary>
internal static class CrossValidation
{
    public static double ProbabilityOfOverfitting(IReadOnlyList<IReadOnlyList<double>> results, int blocks)
    {
        ArgumentNullException.ThrowIfNull(results);
        var periods = Check(results, blocks);
        var sums = new BlockSums[results.Count][];
        for (var variant = 0; variant < sums.Length; variant++)
        {
            sums[variant] = Sums(results[variant], blocks, periods);
        }

        int overfitted = 0, splits = 0;
        var outside = new double[results.Count];
        for (uint mask = 0; mask < 1u << blocks; mask++)
        {
            if (BitOperations.PopCount(mask) == blocks / 2)
            {
                splits++;
                overfitted += IsOverfitted(sums, mask, outside) ? 1 : 0;
            }
        }

        return (double)overfitted / splits;
    }

    // The measured relative rank is defined as in the paper on the probability of backtest overfitting: the place among the variants,
    // divided by their number plus 1.
    private static bool IsOverfitted(BlockSums[][] sums, uint mask, double[] outside)
    {
        var best = 0;
        var most = double.NegativeInfinity;
        for (var variant = 0; variant < sums.Length; variant++)
        {
            var inside = Ratio(sums[variant], mask);
            outside[variant] = Ratio(sums[variant], ~mask);
            if (inside > most)
            {
                (best, most) = (variant, inside);
            }
        }

        double place = 1;
        for (var variant = 0; variant < outside.Length; variant++)
        {
            place += outside[variant] < outside[best] ? 1 : variant != best && outside[variant] == outside[best] ? .5 : 0;
        }

        return place / (outside.Length + 1) <= .5;
    }

    private static double Ratio(BlockSums[] sums, uint mask)
    {
        double sum = 0, squares = 0;
        var count = 0;
        for (var block = 0; block < sums.Length; block++)
        {
            if ((mask >> block & 1) != 0)
            {
                sum += sums[block].Sum;
                squares += sums[block].Squares;
                count += sums[block].Count;
            }
        }

        var mean = sum / count;
        var variance = (squares / count) - (mean * mean);
        return variance > 1e-18 * squares ? mean / Math.Sqrt(variance) : mean;
    }

    private static BlockSums[] Sums(IReadOnlyList<double> results, int blocks, int periods)
    {
        var sums = new BlockSums[blocks];
        for (var period = 0; period < periods; period++)
        {
            var block = (int)((long)period * blocks / periods);
            var (sum, squares, count) = sums[block];
            sums[block] = new(sum + results[period], squares + (results[period] * results[period]), count + 1);
        }

        return sums;
    }

    private static int Check(IReadOnlyList<IReadOnlyList<double>> results, int blocks)
    {
        if (results.Count < 2)
        {
            throw new ArgumentException($"{nameof(results)} has {results.Count} variants; allowed: at least 2.", nameof(results));
        }

        var periods = results[0].Count;
        if (blocks is < 2 or > 20 || blocks % 2 != 0 || blocks > periods)
        {
            throw new ArgumentOutOfRangeException(
                nameof(blocks), blocks, $"allowed: an even number from 2 to 20, and at most the number of periods, which is {periods}");
        }

        for (var variant = 0; variant < results.Count; variant++)
        {
            if (results[variant].Count != periods || !results[variant].All(double.IsFinite))
            {
                throw new ArgumentException(
                    $"{nameof(results)}[{variant}] has {results[variant].Count} periods; "
                    + $"allowed: {periods} finite figures, as many as the first.",
                    nameof(results));
            }
        }

        return periods;
    }

    private readonly record struct BlockSums(double Sum, double Squares, int Count);
}
