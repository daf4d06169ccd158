using System.Buffers;

namespace BirdeyeDiscovery;

/// <summary>
/// Assigns the name under which each token's candles are stored in the live view, so that no token reads or overwrites those of another
/// with the same symbol.
/// </summary>
internal static class CandleKeyOwners
{
    private const int MaxSymbolLength = 20;

    private static readonly SearchValues<char> SymbolCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$._-");

    /// <summary>
    /// Assigns each active or paused token the name of its candles in the live view: its symbol, if the symbol is plain and no token before
    /// it has the same one, otherwise its address. Permanent tokens come first, then those tracked longest, then those with the lower
    /// address.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Assign(IEnumerable<TrackedToken> tokens)
    {
        var tracked = tokens.Where(static token => token.Status is TokenStatus.Active or TokenStatus.Paused).ToArray();
        var addresses = tracked.Select(static token => token.Address).ToHashSet(StringComparer.Ordinal);
        var names = addresses.ToDictionary(static address => address, static address => address, StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var byClaim = tracked
            .OrderByDescending(static token => token.IsPermanent)
            .ThenBy(static token => token.DiscoveredAt)
            .ThenBy(static token => token.Address, StringComparer.Ordinal);
        foreach (var token in byClaim)
        {
            // A symbol may equal the address of another token and would then take that token's candle list in the live view.
            if (IsPlain(token.Symbol) && !addresses.Contains(token.Symbol) && taken.Add(token.Symbol))
            {
                names[token.Address] = token.Symbol;
            }
        }

        return names;
    }

    /// <summary>Gets the candle lists of the live view to delete and to replace between two assignments of names.</summary>
    public static CandleKeyChanges Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var dropped = before.Where(pair => !Has(after, pair)).Select(static pair => pair.Value);
        var moved = after.Where(pair => before.ContainsKey(pair.Key) && !Has(before, pair)).Select(static pair => pair.Key);

        // A new token has no candle list under another key of the live view. If another token had its key before, the list under the key is
        // replaced, because its candles are those of the other token.
        var former = before.Values.ToHashSet(StringComparer.Ordinal);
        var inherited = after.Where(pair => !before.ContainsKey(pair.Key) && former.Contains(pair.Value)).Select(static pair => pair.Key);
        return new CandleKeyChanges(
            [.. dropped.Order(StringComparer.Ordinal)],
            [.. moved.Concat(inherited).Order(StringComparer.Ordinal)]);
    }

    private static bool Has(IReadOnlyDictionary<string, string> names, KeyValuePair<string, string> pair) =>
        names.TryGetValue(pair.Key, out var name) && string.Equals(name, pair.Value, StringComparison.Ordinal);

    private static bool IsPlain(string symbol) =>
        symbol.Length is >= 1 and <= MaxSymbolLength && !symbol.AsSpan().ContainsAnyExcept(SymbolCharacters);
}
