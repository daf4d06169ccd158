namespace BirdeyeDiscovery.Ledger;

/// <summary>A variant with its figures.</summary>
/// <param name="Variant">The options.</param>
/// <param name="Fitted">The figures on the fitted part.</param>
/// <param name="HeldOut">The figures on the part that was held out.</param>
internal sealed record TuneEntry(TuneVariant Variant, VariantFigures Fitted, VariantFigures HeldOut);

/// <summary>How random variants did on the part that was held out.</summary>
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

/// <summary>A block of the fitted part, with the variant that was best before it.</summary>
/// <param name="From">The start of the block.</param>
/// <param name="Hash">The hash of the variant.</param>
/// <param name="Current">The rank IC of the current options within the block.</param>
/// <param name="Chosen">The rank IC of the variant within the block.</param>
/// <param name="DifferenceT">The test statistic of the difference.</param>
internal sealed record WalkForwardStep(DateTimeOffset From, string Hash, double? Current, double? Chosen, double? DifferenceT);
