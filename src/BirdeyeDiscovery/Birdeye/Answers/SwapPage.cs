using System.Runtime.InteropServices;

namespace BirdeyeDiscovery;

/// <summary>
/// An answer with recent swaps of one token, newest first, without duplicates: a row that repeats a whole swap is dropped, but similar
/// swaps of one transaction are kept.
/// </summary>
internal sealed record SwapPage(IReadOnlyList<SwapPage.Swap> Trades, int RowsOnWire, int UnreadableRows)
{
    /// <summary>
    /// Gets the round-trip share of the answer's swaps, 0 to 1: the sum over wallets of 2·min(bought, sold), divided by the total value.
    /// Near 1 means wash trading. Null when no swap has a value.
    /// </summary>
    public double? RoundTripShare()
    {
        var wallets = new Dictionary<string, (double Bought, double Sold)>(StringComparer.Ordinal);
        var total = 0.0;
        foreach (var trade in Trades)
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

    /// <summary>
    /// One swap of the requested token in Birdeye's answer. <see cref="IsBuy"/> is relative to that token, never to the pool's base.
    /// </summary>
    /// <param name="Owner">The wallet.</param>
    /// <param name="IsBuy">Whether the requested token was received.</param>
    /// <param name="At">The time of the swap.</param>
    /// <param name="Value">The value in USD; null when no leg has a usable price.</param>
    internal sealed record Swap(string Owner, bool IsBuy, DateTimeOffset At, double? Value);
}
