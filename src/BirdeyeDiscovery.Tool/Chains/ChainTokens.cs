namespace BirdeyeDiscovery.Tool;

/// <summary>Shows the tracked tokens of one chain in a store that has several.</summary>
internal sealed class ChainTokens(ITrackedTokenStore whole, ChainHistory history) : ITrackedTokenStore
{
    private const string OnlyReads = "A store of several chains is only read.";

    public ValueTask InitializeAsync(SchemaMode mode, CancellationToken cancellationToken = default) =>
        whole.InitializeAsync(mode, cancellationToken);

    public ValueTask<IReadOnlyList<LifecycleEvent>> SeedAsync(
        long epoch, IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(OnlyReads);

    public ValueTask<CycleState> LoadCycleStateAsync(CycleStateQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(OnlyReads);

    public ValueTask<CommitResult> CommitCycleAsync(long epoch, CyclePlan plan, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(OnlyReads);

    public async ValueTask<IReadOnlyList<TrackedToken>> GetTokensAsync(
        IReadOnlyCollection<TokenStatus> statuses, CancellationToken cancellationToken = default)
    {
        var own = new List<TrackedToken>();
        foreach (var token in await whole.GetTokensAsync(statuses, cancellationToken))
        {
            if (await history.HasAsync(token.Address, cancellationToken))
            {
                own.Add(token);
            }
        }

        return own;
    }

    public async ValueTask<TrackedToken?> FindAsync(string address, CancellationToken cancellationToken = default) =>
        await whole.FindAsync(address, cancellationToken) is { } token
        && await history.HasAsync(token.Address, cancellationToken) ? token : null;

    public async ValueTask<TrackedToken?> FindBySymbolAsync(string symbol, CancellationToken cancellationToken = default)
    {
        try
        {
            return await whole.FindBySymbolAsync(symbol, cancellationToken) is { } token
                && await history.HasAsync(token.Address, cancellationToken) ? token : null;
        }
        catch (AmbiguousSymbolException several)
        {
            var own = new List<string>();
            foreach (var address in several.Addresses)
            {
                if (await history.HasAsync(address, cancellationToken))
                {
                    own.Add(address);
                }
            }

            return own.Count switch
            {
                0 => null,
                1 => await whole.FindAsync(own[0], cancellationToken),
                _ => throw new AmbiguousSymbolException(symbol, own),
            };
        }
    }
}
