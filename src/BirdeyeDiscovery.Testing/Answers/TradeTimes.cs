namespace BirdeyeDiscovery.Testing;

/// <summary>Determines the time of a swap in the local answers by its number, so that every answer gives it the same time.</summary>
internal static class TradeTimes
{
    private const double Step = 5;

    /// <summary>
    /// Gets the time of a swap, by its number, in an answer of the local Birdeye, in seconds since the Unix epoch. Goes back in steps of
    /// five minutes to the one that has the swap, and interpolates: swaps are evenly spread within a step.
    /// </summary>
    public static double Of(MarketToken token, long number, double minute)
    {
        var end = Math.Ceiling(minute / Step) * Step;
        return Within(token, number, ref end) * 60;
    }

    /// <summary>
    /// The minute of the swap <paramref name="number"/> in the generated answers; <paramref name="end"/> moves to the end of the step that
    /// contains it.
    /// </summary>
    public static double Within(MarketToken token, long number, ref double end)
    {
        var high = token.TradesSince(end);
        for (var guard = 0; guard < 4000; guard++)
        {
            var start = Math.Max(end - Step, token.Birth);
            var low = token.TradesSince(start);
            if (number > low && number <= high)
            {
                return start + ((number - low) / (high - low) * (end - start));
            }

            if (start <= token.Birth)
            {
                break;
            }

            end = start;
            high = low;
        }

        return Math.Max(token.Birth, end - Step);
    }
}
