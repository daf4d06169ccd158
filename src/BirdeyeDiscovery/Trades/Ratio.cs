namespace BirdeyeDiscovery;

/// <summary>Computes quotients of counts and money of trades, rounded half away from zero.</summary>
internal static class Ratio
{
    public static decimal? Of(decimal part, long whole, int decimals = 4) =>
        whole == 0 ? null : decimal.Round(part / whole, decimals, MidpointRounding.AwayFromZero);
}
