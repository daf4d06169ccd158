namespace BirdeyeDiscovery.Tool;

/// <summary>Finds the token that a text means: an address, or the symbol of one token.</summary>
internal static class TokenFinder
{
    /// <summary>Gets the address.</summary>
    /// <exception cref="AmbiguousSymbolException">Several tokens have the symbol.</exception>
    /// <exception cref="ToolException">No token has it.</exception>
    public static async Task<string> AddressOfAsync(ToolHost host, string token, CancellationToken cancellationToken)
    {
        var text = token.Trim();
        var chain = host.Options.Birdeye.Chain;
        var address = TokenAddress.Normalize(text);
        if (StorableText.CanStore(address) && await host.Tokens.FindAsync(address, cancellationToken) is not null)
        {
            return address;
        }

        // Copied symbols are common. If a tracked token and a candidate have the same symbol, the symbol is ambiguous, and the tracked
        // token is not preferred.
        var named = (await TrackedAsync(host, text, cancellationToken))
            .Concat(await CandidatesAsync(host, text, cancellationToken))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        return named.Length switch
        {
            1 => named[0],
            > 1 => throw new AmbiguousSymbolException(text, named),
            _ when IsAddress(chain, text) => address,
            _ => throw ToolException.NoAnswer(
                $"'{PlainText.Clean(text, 100)}' is neither {TextRules.AddressWords(chain)} nor the symbol of a tracked token or of a "
                    + $"candidate of the newest cycle."),
        };
    }

    private static bool IsAddress(string chain, string text) =>
        chain == "solana" ? TextRules.IsAddress(chain, text) : TokenAddress.IsEvm(text);

    private static async Task<IReadOnlyList<string>> TrackedAsync(ToolHost host, string symbol, CancellationToken cancellationToken)
    {
        if (symbol.Length == 0 || !StorableText.CanStore(symbol))
        {
            return [];
        }

        try
        {
            return await host.Tokens.FindBySymbolAsync(symbol, cancellationToken) is { } row ? [row.Address] : [];
        }
        catch (AmbiguousSymbolException several)
        {
            return several.Addresses;
        }
    }

    private static async Task<IEnumerable<string>> CandidatesAsync(ToolHost host, string symbol, CancellationToken cancellationToken)
    {
        if (await host.History.GetSnapshotsAsync(1, cancellationToken) is not [var newest])
        {
            return [];
        }

        var scores = await host.History.GetScoresAsync(newest.Id, cancellationToken);
        var rejections = await host.History.GetRejectionsAsync(newest.Id, cancellationToken);
        return scores.Where(row => row.Symbol == symbol).Select(static row => row.TokenAddress)
            .Concat(rejections.Where(row => row.Symbol == symbol).Select(static row => row.TokenAddress));
    }
}
