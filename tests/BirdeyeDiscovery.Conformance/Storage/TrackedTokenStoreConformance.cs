using System.Text.Json.Nodes;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The tracked set: round trips, look-ups, restart, cancellation.</summary>
public abstract class TrackedTokenStoreConformance : StoreConformance
{
    [Fact]
    public async Task Every_column_of_a_token_comes_back_as_written()
    {
        await using var harness = await StartAsync();
        var full = Tokens.Everything(Tokens.Bonk, 1);
        var bare = Tokens.New(Tokens.Wif, "WIF", 1) with { DiscoveryScore = null, DiscoveryRank = null, StatusReason = null };

        await harness.CommitAsync(Plans.Cycle(1, tokens: [full, bare]), Cancel);

        AssertStored(full, 1, await harness.Store.FindAsync(full.Address, Cancel));
        AssertStored(bare, 1, await harness.Store.FindAsync(bare.Address, Cancel));
    }

    [Fact]
    public async Task An_update_writes_every_column_a_cycle_owns()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1)]), Cancel);
        var stored = await FindAsync(harness, Tokens.Bonk);
        var changed = Tokens.Everything(Tokens.Bonk, 2) with { Revision = stored.Revision };

        await harness.CommitAsync(Plans.Cycle(2, tokens: [changed]), Cancel);

        var after = await FindAsync(harness, Tokens.Bonk);
        Assert.Equal(
            changed with
            {
                Id = stored.Id,
                Revision = stored.Revision + 1,
                StrategyType = stored.StrategyType,
                StrategyConfig = null,
                StrategyVersion = 1,
                CreatedAt = Plans.TimeOf(1),
                UpdatedAt = Plans.TimeOf(2),
            },
            after);
    }

    [Fact]
    public async Task Hostile_texts_are_stored_as_they_are_and_found_again()
    {
        await using var harness = await StartAsync();
        var tokens = Tokens.HostileTexts.Select((text, index) => Tokens.New($"address{index}", text, 1) with { Name = text, StatusReason = $"X: {text}" }).ToList();

        await harness.CommitAsync(Plans.Cycle(1, tokens: tokens), Cancel);

        foreach (var token in tokens)
        {
            AssertStored(token, 1, await harness.Store.FindBySymbolAsync(token.Symbol, Cancel));
        }
    }

    [Fact]
    public async Task A_symbol_of_two_tokens_is_an_error_that_names_both()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "SAME", 1), Tokens.New(Tokens.Wif, "SAME", 1, TokenStatus.Removed), Tokens.New("other", "same", 1)]),
            Cancel);

        var error = await Assert.ThrowsAsync<AmbiguousSymbolException>(async () => await harness.Store.FindBySymbolAsync("SAME", Cancel));

        Assert.Equal([Tokens.Bonk, Tokens.Wif], error.Addresses.Order(StringComparer.Ordinal));
        Assert.Equal("other", (await harness.Store.FindBySymbolAsync("same", Cancel))?.Address);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var harness = await StartAsync();

        Assert.Null(await harness.Store.FindAsync("nobody", Cancel));
        Assert.Null(await harness.Store.FindBySymbolAsync("NOBODY", Cancel));
        Assert.Empty(await harness.Store.GetTokensAsync([], Cancel));
    }

    [Fact]
    public async Task Tokens_are_read_by_status_in_the_order_of_their_numbers()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, tokens: [Tokens.New("c", "C", 1, TokenStatus.Removed), Tokens.New("a", "A", 1), Tokens.New("b", "B", 1, TokenStatus.Paused), Tokens.New("0", "Z", 1)]),
            Cancel);

        Assert.Equal(["c", "a", "b", "0"], await AddressesAsync());
        Assert.Equal(["a", "0"], await AddressesAsync(TokenStatus.Active));
        Assert.Equal(["c", "b"], await AddressesAsync(TokenStatus.Paused, TokenStatus.Removed, TokenStatus.Paused));

        async Task<IEnumerable<string>> AddressesAsync(params TokenStatus[] statuses) =>
            (await harness.Store.GetTokensAsync(statuses, Cancel)).Select(token => token.Address);
    }

    [Fact]
    public async Task A_restart_keeps_everything()
    {
        await using var harness = await StartAsync();
        var committed = await harness.CommitAsync(Plans.Full(1), Cancel);
        var tokens = await harness.Store.GetTokensAsync([], Cancel);

        await harness.RestartAsync(Cancel);

        Assert.Equal(tokens, await harness.Store.GetTokensAsync([], Cancel));
        Assert.Equal(committed.Events, await harness.History.GetEventsAsync(0, 10, Cancel));
        Assert.Equal(Plans.Full(1).Scores, await harness.History.GetScoresAsync(committed.SnapshotId, Cancel));
        var again = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel);
        Assert.Equal((CommitStatus.AlreadyCommitted, committed.SnapshotId), (again.Status, again.SnapshotId));
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_writes_nothing()
    {
        await using var harness = await StartAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Store.SeedAsync(harness.Epoch, [Tokens.New("a", "A", 1)], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Store.LoadCycleStateAsync(new(Plans.Start, 3), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Store.GetTokensAsync([], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.History.GetSnapshotsAsync(1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, cancelled));

        Assert.Equal(0, await harness.CountAsync("discovery_snapshots", Cancel));
        Assert.Equal(0, await harness.CountAsync("tracked_tokens", Cancel));
        await harness.CommitAsync(Plans.Full(1), Cancel);
    }

    private static async Task<TrackedToken> FindAsync(StoreHarness harness, string address) =>
        await harness.Store.FindAsync(address, Cancel) ?? throw new InvalidOperationException($"{address} is not stored.");

    private static void AssertStored(TrackedToken written, int cycle, TrackedToken? stored)
    {
        Assert.NotNull(stored);
        Assert.True(stored.Id > 0);

        // A store may keep JSON in a form of its own.
        Assert.True(JsonNode.DeepEquals(Json(written), Json(stored)), stored.StrategyConfig);
        Assert.Equal(
            written with { Id = stored.Id, Revision = 1, StrategyConfig = stored.StrategyConfig, StrategyVersion = 1, CreatedAt = Plans.TimeOf(cycle), UpdatedAt = Plans.TimeOf(cycle) },
            stored);

        static JsonNode? Json(TrackedToken token) => token.StrategyConfig is null ? null : JsonNode.Parse(token.StrategyConfig);
    }
}
