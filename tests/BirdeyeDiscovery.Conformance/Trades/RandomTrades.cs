using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Plays a random history of trades against a store and an oracle: duplicates, reordering, conflicts, tokens that become tracked or change their category.</summary>
internal sealed class RandomTrades(StoreHarness harness, int seed)
{
    private static readonly string[] Addresses = ["first", "second", "paused", "later", "never", "old", "oldest", "soon"];

    private readonly Random _random = new(seed);
    private readonly List<TradeClose> _sent = [];
    private int _cycle;

    public TradeOracle Oracle { get; } = new();

    public async ValueTask PlayAsync(int steps, CancellationToken cancellationToken)
    {
        await CommitAsync([New("first"), New("second"), New("paused", TokenStatus.Paused)], cancellationToken);
        foreach (var (oldAddress, newAddress) in new[] { ("oldest", "old"), ("old", "second"), ("soon", "later") })
        {
            await Trades.MigrateAsync(harness, oldAddress, newAddress, cancellationToken);
            Oracle.Migrate(oldAddress, newAddress);
        }

        for (var step = 0; step < steps; step++)
        {
            if (step == steps / 2)
            {
                await CommitAsync([New("later")], cancellationToken);
            }
            else if (_random.Next(20) == 0)
            {
                await ChangeCategoryAsync(cancellationToken);
            }
            else
            {
                await RecordAsync(cancellationToken);
            }
        }
    }

    private async ValueTask RecordAsync(CancellationToken cancellationToken)
    {
        var kind = _sent.Count == 0 ? 9 : _random.Next(10);
        var known = _sent.Count == 0 ? null : _sent[_random.Next(_sent.Count)];
        var close = kind switch
        {
            0 => known!,
            1 => known! with { PnlUsd = known!.PnlUsd + 1m },
            _ => NewClose(),
        };
        var result = await harness.Host.Trades.RecordTradeClosedAsync(close, cancellationToken);
        Assert.Equal(kind switch { 0 => TradeCloseStatus.AlreadyRecorded, 1 => TradeCloseStatus.Conflict, _ => TradeCloseStatus.Recorded }, result.Status);
        if (kind > 1)
        {
            _sent.Add(close);
            Oracle.Record(close);
        }
    }

    private TradeClose NewClose()
    {
        decimal[] profits = [0m, .004m, .005m, -.005m, 1_000_000.01m, -33.337m, 12.5m, _random.Next(-10_000, 10_000) / 100m, _random.Next(-10_000, 10_000) / 1000m];
        decimal?[] returns = [null, -100m, 0m, 1_000_000m, .0001m, _random.Next(-100, 300), _random.Next(-1_000_000, 3_000_000) / 10_000m, 5m];
        return Trades.Close(
            $"trade {seed}:{_sent.Count}",
            Addresses[_random.Next(Addresses.Length)],
            profits[_random.Next(profits.Length)],
            returns[_random.Next(returns.Length)],
            _random.Next(0, 48),
            _random.Next(3) == 0 ? "aggressive_momentum" : "momentum");
    }

    private async ValueTask ChangeCategoryAsync(CancellationToken cancellationToken)
    {
        var token = await harness.Store.FindAsync(_random.Next(2) == 0 ? "first" : "second", cancellationToken);
        await CommitAsync([token! with { Category = (TokenCategory)_random.Next(1, 4) }], cancellationToken);
    }

    private async ValueTask CommitAsync(IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken)
    {
        await harness.CommitAsync(Plans.Cycle(++_cycle, tokens: tokens), cancellationToken);
        foreach (var token in tokens)
        {
            Oracle.Track(token.Address, token.Category);
        }
    }

    private TrackedToken New(string address, TokenStatus status = TokenStatus.Active) => Tokens.New(address, address.ToUpperInvariant(), _cycle + 1, status);
}
