namespace BirdeyeDiscovery.Tool;

/// <summary>Finds the token that an answer or an act of the tool is about: by its address, or by the symbol of one token.</summary>
internal static class TokenFinder
{
    /// <summary>Gets the address of the token that an answer or an act of the tool is about.</summary>
    /// <exception cref="ToolException">No token has it, or several tokens have the symbol.</exception>
    public static async Task<string> AddressOfAsync(ToolHost host, string token, CancellationToken cancellationToken)
    {
        var text = token.Trim();
        var chain = host.Options.Birdeye.Chain;
        var address = TokenAddress.Normalize(text);
        if (StorableText.CanStore(address) && await host.Tokens.FindAsync(address, cancellationToken) is not null)
        {
            return address;
        }

        // Copied symbols are common. If a tracked token and a candidate have the same symbol, the tool refuses the symbol as ambiguous and
        // does not prefer the tracked token.
        var named = (await TokenResolver.TrackedAsync(host.Tokens, text, cancellationToken))
            .Concat(await CandidatesAsync(host, text, cancellationToken))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        return named.Length switch
        {
            1 => named[0],
            > 1 => throw await SeveralAsync(host, text, named, cancellationToken),
            _ when IsAddress(chain, text) => address,
            _ => throw NoToken(chain, text, "of the newest cycle"),
        };
    }

    /// <summary>
    /// Checks a text with the form of an address before it is looked up: the ledger accepts each text of that form, and would say
    /// that nothing is stored of the token.
    /// </summary>
    /// <exception cref="ToolException">The text can be no address, and no tracked token has it.</exception>
    public static async Task CheckAddressAsync(ToolHost host, string token, CancellationToken cancellationToken)
    {
        var text = token.Trim();
        var chain = host.Options.Birdeye.Chain;
        if (TextRules.IsAddress(chain, text)
            && !TextRules.IsTypedAddress(chain, text)
            && await host.Tokens.FindAsync(text, cancellationToken) is null)
        {
            throw NoToken(chain, text, "of the cycle");
        }
    }

    /// <summary>
    /// Gets an answer of the tool about a token from the ledger. If several tokens have the symbol of the question, the exception says
    /// which of them are tracked.
    /// </summary>
    /// <exception cref="ToolException">Several tokens have the symbol.</exception>
    public static async Task<T> WithStatusesAsync<T>(ToolHost host, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (AmbiguousSymbolException several)
        {
            throw await SeveralAsync(host, several.Symbol, several.Addresses, cancellationToken);
        }
    }

    private static ToolException NoToken(string chain, string text, string cycle) => ToolException.NoAnswer(
        $"'{PlainText.Clean(text, 100)}' is neither {TextRules.AddressWords(chain)} nor the symbol of a tracked token or of a candidate "
            + $"{cycle}.");

    private static async Task<ToolException> SeveralAsync(
        ToolHost host, string symbol, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        var named = new List<string>();
        foreach (var address in addresses)
        {
            var row = StorableText.CanStore(address) ? await host.Tokens.FindAsync(address, cancellationToken) : null;
            named.Add($"{PlainText.Clean(address, 100)} ({(row is null ? "not tracked" : StoredText.Of(row.Status))})");
        }

        return ToolException.NoAnswer(
            $"The symbol '{PlainText.Clean(symbol, 100)}' belongs to {addresses.Count} tokens: {string.Join(", ", named)}. Ask by address; "
                + "birdeye-discovery tokens --addresses lists those of the tracked tokens.");
    }

    private static bool IsAddress(string chain, string text) =>
        chain == "solana" ? TextRules.IsTypedAddress(chain, text) : TokenAddress.IsEvm(text);

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
