namespace BirdeyeDiscovery.Ledger;

/// <summary>How random tuning variants did on the part that was held out.</summary>
/// <param name="Count">The number of random variants.</param>
/// <param name="Median">The median of their rank ICs.</param>
/// <param name="Lower">The lower end of the middle 95 %.</param>
/// <param name="Upper">The upper end of the middle 95 %.</param>
internal sealed record RandomRange(int Count, double Median, double Lower, double Upper)
{
    public static RandomRange? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : new RandomRange(sorted.Length, At(sorted, .5), At(sorted, .025), At(sorted, .975));
    }

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var low = (int)Math.Floor(place);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
    }
}
