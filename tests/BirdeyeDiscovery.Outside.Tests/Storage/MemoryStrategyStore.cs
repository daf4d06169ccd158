namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Stores the strategies of tokens.</summary>
internal sealed class MemoryStrategyStore(MemoryDatabase database) : IStrategyStore
{
    public ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tables => StrategyOf(tables.Find(address)), cancellationToken);

    public ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tables => StrategyOf(tables.FindBySymbol(symbol)), cancellationToken);

    public ValueTask<IReadOnlyList<TokenStrategy>> GetActiveStrategiesAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<TokenStrategy>>(
            static tables => [.. tables.Tokens.Where(static token => token.Status == TokenStatus.Active)
                .Select(static token => StrategyOf(token)!)],
            cancellationToken);

    public ValueTask<StrategyChangeResult> ChangeStrategyAsync(StrategyChange change, CancellationToken cancellationToken = default)
    {
        StrategyChangeRules.Check(change);
        return database.WriteAsync(
            tables =>
            {
                var current = StrategyOf(tables.Find(tables.Resolve(change.TokenAddress)));
                var versions = tables.VersionsOf(current?.Address ?? change.TokenAddress).ToList();
                var result = StrategyChangeRules.Decide(
                    change,
                    current,
                    change.ChangeId is { } id ? tables.Versions.Find(version => version.ChangeId == id) : null,
                    versions.Find(version => version.Version == change.RollBackTo),
                    versions.Count == 0 ? 0 : versions[0].Version,
                    database.Now);
                if (result is { Status: StrategyChangeStatus.Changed, Version: { } written })
                {
                    tables.AddVersion(written);
                    tables.AddEvents([StrategyChangeRules.Event(written)]);
                }

                return result;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<StrategyVersion>> GetVersionsAsync(
        string address, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return database.ReadAsync<IReadOnlyList<StrategyVersion>>(tables => [.. tables.VersionsOf(address).Take(limit)], cancellationToken);
    }

    private static TokenStrategy? StrategyOf(TrackedToken? token) => token is null
        ? null
        : new(token.Address, token.Symbol, token.StrategyType, token.StrategyConfig)
        {
            Version = token.StrategyVersion,
            IsByHand = token.StrategyByHand
        };
}
