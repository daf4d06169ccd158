namespace BirdeyeDiscovery.Ledger;

/// <summary>Corrects for the number of variants that were tried: the best of many looks good by chance.</summary>
public static class TrialStatistics
{
    /// <summary>Gets the expected maximum of independent standard normal values.</summary>
    /// <param name="count">How many there are, 1 to 1e9.</param>
    /// <returns>The expected maximum, exact to 1e-10.</returns>
    public static double ExpectedMaximum(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1_000_000_000);
        if (count == 1)
        {
            return 0;
        }

        // The integrand of the expected maximum over the trials is smooth and falls to 0 at both ends. For such a function, the trapezoidal
        // rule converges faster than any power of the step.
        const double step = 1.0 / 64;
        var sum = 0.0;
        for (var x = -12.0; x <= 12; x += step)
        {
            sum += x * NormalDistribution.Density(x) * Math.Exp((count - 1) * LogOfOnePlus(-NormalDistribution.Cumulative(-x)));
        }

        return count * sum * step;
    }

    /// <summary>Gets the probability that a Sharpe ratio is above what the best of several worthless variants would show.</summary>
    /// <remarks>D. Bailey and M. López de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 40 (5), 2014.</remarks>
    /// <param name="sharpe">The Sharpe ratio of the chosen variant, per return and not annualised.</param>
    /// <param name="returns">The number of returns, at least 2.</param>
    /// <param name="skewness">The skewness of the returns.</param>
    /// <param name="kurtosis">The kurtosis of the returns; 3 when they are normal.</param>
    /// <param name="trials">How many independent variants were tried, at least 1.</param>
    /// <param name="varianceOfTrials">The variance of the variants' Sharpe ratios.</param>
    /// <returns>The threshold, which is the expected Sharpe ratio of the best worthless variant, and the probability.</returns>
    public static (double Threshold, double Probability) DeflatedSharpe(
        double sharpe, int returns, double skewness, double kurtosis, int trials, double varianceOfTrials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(returns, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(varianceOfTrials);

        // The paper on the deflated Sharpe ratio approximates the expected maximum. The same approximation is used here instead of
        // ExpectedMaximum, so that the figures of the paper are reproduced.
        const double euler = .57721566490153286;
        var threshold = trials == 1
            ? 0
            : Math.Sqrt(varianceOfTrials) * (((1 - euler) * NormalDistribution.Quantile(1 - (1.0 / trials)))
                + (euler * NormalDistribution.Quantile(1 - (1 / (trials * Math.E)))));
        var variance = 1 - (skewness * sharpe) + ((kurtosis - 1) / 4 * sharpe * sharpe);
        if (!(variance > 0))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"skewness {skewness} and kurtosis {kurtosis} cannot belong to a Sharpe ratio of {sharpe}; ")
                + "allowed: kurtosis of at least 1 plus the square of the skewness.",
                nameof(kurtosis));
        }

        return (threshold, NormalDistribution.Cumulative((sharpe - threshold) * Math.Sqrt((returns - 1) / variance)));
    }

    /// <summary>Gets the probability that the best of several worthless variants shows a p-value of at most this one (Šidák).</summary>
    /// <param name="pValue">The p-value of one variant, 0 to 1.</param>
    /// <param name="trials">How many variants were ever tried on the data, at least 1.</param>
    /// <returns>The p-value of the family.</returns>
    public static double FamilyWisePValue(double pValue, int trials)
    {
        if (!(pValue is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(pValue), pValue, "allowed: 0 to 1");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        return pValue == 1 ? 1 : -ExpMinusOne(trials * LogOfOnePlus(-pValue));
    }

    /// <summary>
    /// Gets the probability of backtest overfitting: how often the variant that was best in one half of the periods is below the middle in
    /// the other half, over all ways to choose the halves from blocks of periods.
    /// </summary>
    /// <remarks>
    /// D. Bailey, J. Borwein, M. López de Prado and Q. J. Zhu, The Probability of Backtest Overfitting, Journal of Computational Finance
    /// 20 (4), 2017. A variant is measured by its mean divided by its standard deviation.
    /// </remarks>
    /// <param name="results">The results of at least two variants, each with one figure for every period.</param>
    /// <param name="blocks">The number of blocks: even, 2 to 20, and at most the number of periods.</param>
    /// <returns>The probability. About .5 means that the choice is worthless.</returns>
    public static double ProbabilityOfOverfitting(IReadOnlyList<IReadOnlyList<double>> results, int blocks = 16) =>
        CrossValidation.ProbabilityOfOverfitting(results, blocks);

    // LogP1 and ExpM1 of .NET are exact only to an absolute error. The small p-value that is corrected for many trials needs a small
    // relative error.
    private static double LogOfOnePlus(double x)
    {
        var y = 1 + x;
        return y == 1 ? x : Math.Log(y) * (x / (y - 1));
    }

    private static double ExpMinusOne(double x)
    {
        var y = Math.Exp(x);
        return y == 1 ? x : y - 1 == -1 ? -1 : (y - 1) * (x / Math.Log(y));
    }
}
