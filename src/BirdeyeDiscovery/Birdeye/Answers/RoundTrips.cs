using System.Runtime.InteropServices;

namespace BirdeyeDiscovery;

/// <summary>
/// Computes the round-trip share of the swaps in an answer: the sum over wallets of 2·min(bought, sold), divided by the total value. Near 1
/// means wash trading.
/// </summary>
internal static class RoundTrips
{
    /// <summary>Gets the round-trip share, 0 to 1; null when no swap in the answer has a value.</summary>
    public static double? Share(IReadOnlyList<Swap> trades)
    {
        var wallets = new Dictionary<string, (double Bought, double Sold)>(StringComparer.Ordinal);
        var total = 0.0;
        foreach (var trade in trades)
        {
            if (trade.Value is not { } value)
            {
                continue;
            }

            ref var wallet = ref CollectionsMarshal.GetValueRefOrAddDefault(wallets, trade.Owner, out _);
            wallet = trade.IsBuy ? (wallet.Bought + value, wallet.Sold) : (wallet.Bought, wallet.Sold + value);
            total += value;
        }

        // Rounding must not lift the round-trip share of an answer's swaps past 1.
        return total > 0 ? Math.Min(1, wallets.Values.Sum(static wallet => 2 * Math.Min(wallet.Bought, wallet.Sold)) / total) : null;
    }
}
