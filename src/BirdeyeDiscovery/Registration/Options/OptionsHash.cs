using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery;

/// <summary>
/// A short hash of every option that affects a cycle: equal hashes mean equal rules. It covers no secret, API address or rate.
/// </summary>
internal static class OptionsHash
{
    /// <returns>16 hexadecimal digits, the same on every run and machine.</returns>
    public static string Of(BirdeyeDiscoveryOptions options, string source = MarketSourceInfo.Birdeye) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(options, source))).AsSpan(0, 8));

    /// <summary>
    /// The text of which the options hash is made: one line per key, in the order of the table; sets are sorted, seeds keep their order.
    /// </summary>
    internal static string Canonical(BirdeyeDiscoveryOptions options, string source = MarketSourceInfo.Birdeye)
    {
        var text = new StringBuilder();
        if (source != MarketSourceInfo.Birdeye)
        {
            text.Append("Source=").Append(source).Append('\n');
        }

        foreach (var key in OptionTable.Keys.Where(x => x.DecidesCycle))
        {
            // An option key that is not set has no line, so that adding a key does not change the hash of rules that do not use it.
            if (key.Text(options) is { } value)
            {
                text.Append(key.Path).Append('=').Append(value).Append('\n');
            }
        }

        foreach (var list in OptionLists.All.Where(x => x.DecidesCycle))
        {
            text.Append(list.Path).Append('=').AppendJoin(' ', list.Get(options).Order(StringComparer.Ordinal)).Append('\n');
        }

        foreach (var seed in SeedRules.InForce(options))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{OptionLists.Seeds}={seed.Address} {StoredText.Of(seed.Category)} {(seed.IsPermanent ? 1 : 0)} {seed.Symbol}\n");
        }

        return text.ToString();
    }
}
