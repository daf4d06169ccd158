using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>The option rules of seed tokens, and the default seed tokens.</summary>
internal static class SeedRules
{
    public const string SymbolWords = "1 to 20 printable characters";
    public const string CategoryWords = "one of Bluechip, Midcap, Emerging";
    public const string PermanentWords = "true or false";

    /// <summary>
    /// Gets the seed tokens: those under the option key <c>Discovery:Seeds</c>, otherwise SOL and JUP on solana and none elsewhere.
    /// </summary>
    public static IReadOnlyList<SeedToken> InForce(BirdeyeDiscoveryOptions options) =>
        options.Discovery.Seeds is { } seeds ? [.. seeds] : options.Birdeye.Chain == "solana" ? [SeedToken.Sol, SeedToken.Jup] : [];

    public static IEnumerable<string> Faults(BirdeyeDiscoveryOptions options)
    {
        var chain = options.Birdeye.Chain;
        var seen = new HashSet<string>(chain == "solana" ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        var seeds = options.Discovery.Seeds ?? [];
        for (var i = 0; i < seeds.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{OptionLists.Seeds}:{i}");
            var seed = seeds[i];
            if (seed?.Address is null || !TextRules.IsTypedAddress(chain, seed.Address))
            {
                yield return Line($"{path}:Address", seed?.Address, TextRules.AddressWords(chain));
            }
            else if (!seen.Add(seed.Address))
            {
                yield return Line($"{path}:Address", seed.Address, "each address once");
            }

            if (seed is not null && (seed.Symbol is null || !TextRules.IsLabel(seed.Symbol, 20)))
            {
                yield return Line($"{path}:Symbol", seed.Symbol, SymbolWords);
            }

            if (seed is not null && !Enum.IsDefined(seed.Category))
            {
                yield return Line($"{path}:Category", seed.Category.ToString(), CategoryWords);
            }
        }

        string Line(string path, string? value, string allowed) => OptionFault.Line(options.ConfigurationPath, path, value, allowed);
    }
}
