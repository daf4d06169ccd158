namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>Counts bytes exactly and compares processor times; it returns no absolute time.</summary>
/// <remarks>It uses the processor time of this process, which does not advance while a busy machine runs others.</remarks>
internal static class Measure
{
    private const int Pairs = 9;
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// Gets the bytes that one operation allocates on this thread, beyond those of its baseline if it has one: the minimum of three rounds,
    /// because other code can only add to it.
    /// </summary>
    public static double AllocatedBytes(GateCase subject) => subject.Baseline is { } baseline
        ? Math.Round(BytesOf(subject)) - Math.Round(BytesOf(baseline))
        : BytesOf(subject);

    /// <summary>Gets the time per item divided by the baseline's time per item, both summed over interleaved samples.</summary>
    public static double Ratio(GateRatio ratio)
    {
        var subject = Calibrate(ratio.Case);
        var baseline = Calibrate(ratio.Baseline);
        var (left, right) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var pair = 0; pair < Pairs; pair++)
        {
            left += Time(ratio.Case, subject);
            right += Time(ratio.Baseline, baseline);
        }

        return left.TotalSeconds / subject / ratio.Case.Items / (right.TotalSeconds / baseline / ratio.Baseline.Items);
    }

    private static double BytesOf(GateCase subject)
    {
        var operations = Calibrate(subject);
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(subject, operations);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / (double)operations;
    }

    private static int Calibrate(GateCase subject)
    {
        Repeat(subject, 1);
        for (var operations = 1; ; operations *= 2)
        {
            if (Time(subject, operations) >= Sample)
            {
                return operations;
            }
        }
    }

    private static TimeSpan Time(GateCase subject, int operations)
    {
        var start = Environment.CpuUsage.TotalTime;
        Repeat(subject, operations);
        return Environment.CpuUsage.TotalTime - start;
    }

    private static void Repeat(GateCase subject, int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            subject.Run();
        }
    }
}
