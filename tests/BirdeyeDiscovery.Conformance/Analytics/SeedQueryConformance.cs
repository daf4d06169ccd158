using System.Globalization;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What the first design does with a token, a snapshot and its scores: the library leaves in its columns what the well-known SQL leaves there.</summary>
public abstract class SeedQueryConformance : StoreConformance
{
    [Fact]
    public async Task Active_tokens_equal_the_sql()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(
                1,
                tokens:
                [
                    Tokens.New(Tokens.Bonk, "BONK", 1), Tokens.New("paused", "P", 1, TokenStatus.Paused), Tokens.New(Tokens.Wif, "WIF", 1) with { FdvUsd = 12.5m },
                    Tokens.New("removed", "R", 1, TokenStatus.Removed),
                ]),
            Cancel);

        var found = await harness.Store.GetTokensAsync([TokenStatus.Active], Cancel);

        var byHand = await harness.QueryRowsAsync($"SELECT address, symbol, category, status, strategy_type, discovery_score, fdv_usd, revision FROM ({SeedSql.ActiveTokens}) t ORDER BY id", Cancel);
        Assert.Equal(2, byHand.Count);
        Assert.Equal(
            byHand.Select(row => SeedSql.Row(row)),
            found.Select(token => SeedSql.Row(
                token.Address, token.Symbol, StoredText.Of(token.Category), StoredText.Of(token.Status), token.StrategyType, token.DiscoveryScore, token.FdvUsd, token.Revision)));
    }

    [Fact]
    public async Task A_saved_snapshot_and_its_scores_equal_the_sql()
    {
        await using var harness = await StartAsync();
        var scores = new[] { Plans.Score(Tokens.Bonk) with { TotalScore = 91.5m, Rank = 1, Action = ScoreAction.Add }, Plans.Score(Tokens.Wif) with { TotalScore = 60m, Rank = 2 } };
        var plan = Plans.Cycle(1, scores);
        plan = plan with { Snapshot = plan.Snapshot with { CandidatesCount = 40, TokensAdded = 1 } };

        var result = await harness.CommitAsync(plan, Cancel);

        await harness.ExecuteAsync(SeedSql.SaveSnapshot(Plans.TimeOf(2), 40, 1, plan.Snapshot.DurationMs), Cancel);
        var byHand = await IdAsync(harness, result.SnapshotId);
        foreach (var score in scores)
        {
            await harness.ExecuteAsync(
                SeedSql.SaveScore(byHand, score.TokenAddress, score.TotalScore.ToString(CultureInfo.InvariantCulture), score.Rank!.Value, StoredText.Of(score.Action)), Cancel);
        }

        Assert.Equal(await SnapshotAsync(harness, byHand), await SnapshotAsync(harness, result.SnapshotId));
        var rows = await ScoresAsync(harness, result.SnapshotId);
        Assert.Equal(2, rows.Count);
        Assert.Equal(await ScoresAsync(harness, byHand), rows);
        Assert.Equal(["91.5", "60"], rows.Select(row => row.Split('|')[1]));
    }

    [Fact]
    public async Task The_counters_of_a_token_equal_the_sql_which_also_counts_for_every_other_token_of_its_symbol()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(
            Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "OURS", 1), Tokens.New(Tokens.Wif, "BYHAND", 1), Tokens.New("other", "BYHAND", 1), Tokens.New("free", "OURS", 1)]), Cancel);
        foreach (var (number, pnl) in new[] { (1, 12.34m), (2, -5m), (3, 0m), (4, 1_000_000.01m) })
        {
            await harness.Host.Trades.RecordTradeClosedAsync(Trades.Close($"trade{number}", Tokens.Bonk, pnl, hour: number), Cancel);
            await harness.ExecuteAsync(SeedSql.UpdatePerformance("BYHAND", pnl.ToString(CultureInfo.InvariantCulture), pnl > 0), Cancel);
        }

        var ours = await Trades.CountersAsync(harness, Tokens.Bonk, Cancel);
        Assert.Equal(new TradeTotals(4, 2, 1_000_007.35m), ours);
        Assert.Equal(await Trades.CountersAsync(harness, Tokens.Wif, Cancel), ours);

        // The symbol is no identity: the SQL counted for a stranger too, the library did not.
        Assert.Equal(ours, await Trades.CountersAsync(harness, "other", Cancel));
        Assert.Equal(default, await Trades.CountersAsync(harness, "free", Cancel));
    }

    private static async ValueTask<long> IdAsync(StoreHarness harness, long not) =>
        Convert.ToInt64(await harness.QueryScalarAsync($"SELECT id FROM discovery_snapshots WHERE id <> {not}", Cancel), CultureInfo.InvariantCulture);

    private static async ValueTask<string> SnapshotAsync(StoreHarness harness, long id) => SeedSql.Row(
        (await harness.QueryRowsAsync($"SELECT candidates_count, tokens_added, duration_ms FROM discovery_snapshots WHERE id = {id}", Cancel))[0]);

    private static async ValueTask<List<string>> ScoresAsync(StoreHarness harness, long id) =>
        [.. (await harness.QueryRowsAsync($"SELECT token_address, total_score, rank, action FROM token_scores WHERE snapshot_id = {id} ORDER BY rank", Cancel)).Select(row => SeedSql.Row(row))];
}
