using System.Diagnostics;

namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>Counts bytes exactly and compares times in pairs; no absolute time leaves this type.</summary>
internal static class Measure
{
    private const int Pairs = 15;
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(25);

    /// <summary>Gets the bytes that one operation allocates on this thread: the least of three rounds, since strangers only ever add.</summary>
    public static double AllocatedBytes(GateCase subject)
    {
        var operations = Calibrate(subject, TimeSpan.FromMilliseconds(100));
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < operations; i++)
            {
                subject.Run();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / (double)operations;
    }

    /// <summary>Gets the median, over interleaved pairs, of the time per item over the baseline's time per item.</summary>
    public static double Ratio(GateRatio ratio)
    {
        var left = Calibrate(ratio.Case, Sample);
        var right = Calibrate(ratio.Baseline, Sample);
        var ratios = new double[Pairs];
        for (var i = 0; i < Pairs; i++)
        {
            ratios[i] = SecondsPerItem(ratio.Case, left) / SecondsPerItem(ratio.Baseline, right);
        }

        Array.Sort(ratios);
        return ratios[Pairs / 2];
    }

    private static double SecondsPerItem(GateCase subject, int operations) => Time(subject, operations).TotalSeconds / operations / subject.Items;

    private static int Calibrate(GateCase subject, TimeSpan target)
    {
        Time(subject, 1);
        for (var operations = 1; ; operations *= 2)
        {
            if (Time(subject, operations) >= target || operations >= 1 << 22)
            {
                return operations;
            }
        }
    }

    private static TimeSpan Time(GateCase subject, int operations)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < operations; i++)
        {
            subject.Run();
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
