using System.Diagnostics;
using System.Globalization;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// Represents two ways to do the same work, measured alternately in one process. The ratio of each pair is used, so that a slower machine
/// slows down both.
/// </summary>
/// <param name="Subject">The median time of the subject.</param>
/// <param name="Baseline">The median time of the baseline.</param>
/// <param name="Median">The median of the pairs' ratios, baseline divided by subject: how many times faster the subject is.</param>
/// <param name="Low">The lower quartile of the ratios.</param>
/// <param name="High">The upper quartile of the ratios.</param>
/// <param name="Pairs">The number of pairs.</param>
internal sealed record PairedRatio(TimeSpan Subject, TimeSpan Baseline, double Median, double Low, double High, int Pairs)
{
    /// <summary>Measures pairs. The preparation before each pair is not timed.</summary>
    public static async Task<PairedRatio> MeasureAsync(
        int pairs,
        int warmUps,
        Func<Task> subject,
        Func<Task> baseline,
        Func<Task>? prepareBaseline = null)
    {
        var subjects = new List<double>(pairs);
        var baselines = new List<double>(pairs);
        for (var pair = -warmUps; pair < pairs; pair++)
        {
            await (prepareBaseline?.Invoke() ?? Task.CompletedTask);

            // The order alternates, so that neither always benefits from the caches that the other filled.
            double first, second;
            if (pair % 2 == 0)
            {
                (first, second) = (await TimeAsync(subject), await TimeAsync(baseline));
            }
            else
            {
                second = await TimeAsync(baseline);
                first = await TimeAsync(subject);
            }

            if (pair >= 0)
            {
                subjects.Add(first);
                baselines.Add(second);
            }
        }

        return Of(subjects, baselines);
    }

    /// <summary>Compares times that were measured in pairs, in seconds.</summary>
    public static PairedRatio Of(IReadOnlyList<double> subjects, IReadOnlyList<double> baselines)
    {
        var ratios = subjects.Zip(baselines, static (subject, baseline) => baseline / subject).ToList();
        return new PairedRatio(
            TimeSpan.FromSeconds(Quantile(subjects, .5)),
            TimeSpan.FromSeconds(Quantile(baselines, .5)),
            Quantile(ratios, .5),
            Quantile(ratios, .25),
            Quantile(ratios, .75),
            subjects.Count);
    }

    /// <summary>Gets the inverse comparison: how many times as long the subject takes.</summary>
    public PairedRatio Inverse() => this with { Median = 1 / Median, Low = 1 / High, High = 1 / Low };

    public static string Text(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");

    /// <summary>Gets how long work takes, in seconds.</summary>
    public static async Task<double> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Gets the value below which a share of the values lies.</summary>
    internal static double Quantile(IReadOnlyList<double> values, double share)
    {
        var sorted = values.Order().ToList();
        var position = share * (sorted.Count - 1);
        var below = (int)position;
        return below + 1 < sorted.Count ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
