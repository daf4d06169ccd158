namespace BirdeyeDiscovery.Tool;

/// <summary>Opens a store for the questions of one chain, so that no answer mixes two.</summary>
internal static class OwnChain
{
    /// <summary>
    /// Opens the store for a command of one chain. A chain that nobody named is that of the store. Of a store with several chains, only the
    /// rows of the named one are shown.
    /// </summary>
    /// <exception cref="ToolException">The store has several chains and none is named, or it has another one than the named.</exception>
    public static async Task<ToolHost> OpenAsync(
        ToolContext context, ToolSettings settings, HostChange change, CancellationToken cancellationToken)
    {
        var host = await OpenedAsync(context, settings, change, cancellationToken);
        try
        {
            var own = host.Options.Birdeye.Chain;
            var chains = await StoreChains.ReadAsync(host.WholeHistory, cancellationToken);
            switch (chains.Names)
            {
                case []:
                case [var only] when only == own:
                    return host;
                case [var only] when !host.IsChainNamed:
                    await host.DisposeAsync();
                    return await OpenedAsync(context, settings with { Chain = only }, change, cancellationToken);
                case var names when !host.IsChainNamed:
                    throw ToolException.NoAnswer($"{Holds(host, chains)}; name one with --chain, such as --chain {names[0]}.");
                case var names when !names.Contains(own):
                    throw ToolException.NoAnswer($"{Holds(host, chains)}, and none of the chain {own}; name another with --chain.");
                default:
                    await host.DisposeAsync();
                    return await OpenedAsync(context, settings with { Chain = own }, Filtered(change, chains, own), cancellationToken);
            }
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Checks that cycles of a chain may be written into a store.</summary>
    /// <exception cref="ToolException">It has cycles of another chain.</exception>
    public static async Task CheckRunAsync(ToolHost host, CancellationToken cancellationToken)
    {
        var own = host.Options.Birdeye.Chain;
        var chains = await StoreChains.ReadAsync(host.WholeHistory, cancellationToken);
        if (chains.Names.Any(name => name != own))
        {
            throw ToolException.NoAnswer(
                $"{Holds(host, chains)}, and this run is of the chain {own}. Nothing is written, because the tracked tokens of two chains "
                    + $"cannot be told apart; name another store with --sqlite or --postgres, or another chain with --chain.");
        }
    }

    private static string Holds(ToolHost host, StoreChains chains) => $"{host.Place.Name} has cycles of {chains.Words}";

    private static HostChange Filtered(HostChange change, StoreChains chains, string own) => change with
    {
        IsOneOfSeveralChains = true,
        History = whole => new ChainHistory(whole, chains, own),
        Tokens = static (whole, history) => new ChainTokens(whole, (ChainHistory)history),
    };

    private static async Task<ToolHost> OpenedAsync(
        ToolContext context, ToolSettings settings, HostChange change, CancellationToken cancellationToken)
    {
        var host = ToolHost.Create(context, settings, change);
        try
        {
            await host.OpenAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
