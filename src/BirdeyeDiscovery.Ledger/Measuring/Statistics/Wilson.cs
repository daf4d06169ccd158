namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The uncertainty of a measured proportion: the confidence interval by E. B. Wilson, which also holds for few trials and for proportions
/// near 0 and 1.
/// </summary>
internal static class Wilson
{
    public static ConfidenceInterval Interval(int hits, int trials)
    {
        const double z = NormalDistribution.Z95;
        var share = (double)hits / trials;
        var scale = 1 + (z * z / trials);
        var centre = (share + (z * z / (2.0 * trials))) / scale;
        var half = z / scale * Math.Sqrt((share * (1 - share) / trials) + (z * z / (4.0 * trials * trials)));
        return new ConfidenceInterval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
