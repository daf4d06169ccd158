namespace BirdeyeDiscovery.Ledger;

/// <summary>Finds the token of a cycle that a question to the explainer means: an address, or the symbol of one token.</summary>
internal static class TokenResolver
{
    public static async ValueTask<string> AddressOfAsync(
        PastCycle cycle, ITrackedTokenStore tokens, string token, CancellationToken cancellationToken)
    {
        var text = token.Trim();
        var address = TokenAddress.Normalize(text);
        if (cycle.IndexOf(address) >= 0 || await FindAsync(tokens, address, cancellationToken).ConfigureAwait(false) is not null)
        {
            return address;
        }

        // Copied symbols are common. If a tracked token and a candidate of the cycle to explain have the same symbol, the symbol is
        // ambiguous, and the tracked token is not preferred.
        var named = cycle.Input.Candidates.Where(facts => facts.Symbol == text).Select(static facts => facts.Address)
            .Concat(cycle.Input.State.Tokens.Where(row => row.Symbol == text).Select(static row => row.Address))
            .Concat(await TrackedAsync(tokens, text, cancellationToken).ConfigureAwait(false))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        return named.Length switch
        {
            1 => named[0],
            > 1 => throw new AmbiguousSymbolException(text, named),
            _ when IsAddress(cycle.Input.Chain, text) => address,
            _ => throw new LedgerException(
                LedgerFault.UnknownToken,
                FormattableString.Invariant(
                    $"'{text}' is neither {TextRules.AddressWords(cycle.Input.Chain)} nor ")
                + "the symbol of a tracked token or of a candidate of the cycle of "
                + FormattableString.Invariant($"{cycle.Input.CycleTimestamp:O}. ")
                + "Ask by address for a token that was a candidate in another cycle."),
        };
    }

    /// <summary>
    /// Gets whether a text in a question to the explainer counts as an address although no such token is stored: it must have the form of a
    /// Solana or EVM address.
    /// </summary>
    /// <remarks>On some chains an address can be any text.</remarks>
    private static bool IsAddress(string chain, string text) =>
        chain == "solana" ? TextRules.IsAddress(chain, text) : TokenAddress.IsEvm(text);

    private static async ValueTask<TrackedToken?> FindAsync(
        ITrackedTokenStore tokens, string address, CancellationToken cancellationToken) =>
        StorableText.CanStore(address) ? await tokens.FindAsync(address, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Gets the addresses of the tracked tokens that have a symbol.</summary>
    public static async ValueTask<IReadOnlyList<string>> TrackedAsync(
        ITrackedTokenStore tokens, string symbol, CancellationToken cancellationToken)
    {
        if (symbol.Length == 0 || !StorableText.CanStore(symbol))
        {
            return [];
        }

        try
        {
            return await tokens.FindBySymbolAsync(symbol, cancellationToken).ConfigureAwait(false) is { } row ? [row.Address] : [];
        }
        catch (AmbiguousSymbolException several)
        {
            return several.Addresses;
        }
    }
}
