using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Two whole engines on the same generated market, one of them with shadow scorers: they differ in one table.</summary>
public sealed class ShadowScorersTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(EnrichmentMode.Full)]
    [InlineData(EnrichmentMode.Staged)]
    public async Task Shadows_change_no_row_but_their_own_and_cost_no_request(EnrichmentMode mode)
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.File("plain.db"), mode, static _ => { });
        await RunAsync(folder.File("shadowed.db"), mode, static builder => builder
            .AddShadowScorer("same", static provider => provider.GetRequiredService<ITokenScorer>())
            .AddShadowScorer<UpsideDown>("upside-down")
            .AddShadowScorer<Broken>("broken"));

        var shadowed = await DatabaseDump.RowsAsync(folder.File("shadowed.db"));
        Assert.Equal(
            await DatabaseDump.RowsAsync(folder.File("plain.db")),
            shadowed.Where(static row => !row.StartsWith("shadow_scores|", StringComparison.Ordinal)));
        Assert.Equal(
            mode == EnrichmentMode.Full ? ["full"] : ["audit", "staged"],
            await DatabaseDump.ReadAsync(folder.File("shadowed.db"), "SELECT DISTINCT enrichment FROM discovery_snapshots ORDER BY 1"));

        // Of each score row there is one row of each shadow that works, in staged cycles and in audits too.
        Assert.Equal(
            ["same|1|0", "upside-down|upside-down-1|0"],
            await DatabaseDump.ReadAsync(
                folder.File("shadowed.db"),
                """
                SELECT h.scorer, min(h.scorer_version), count(*) - (SELECT count(*) FROM token_scores) FROM shadow_scores h
                JOIN token_scores s ON s.snapshot_id = h.snapshot_id AND s.token_address = h.token_address AND s.created_at = h.created_at
                GROUP BY h.scorer ORDER BY h.scorer
                """));
        Assert.Empty(await DatabaseDump.ReadAsync(
            folder.File("shadowed.db"),
            """
            SELECT s.token_address FROM token_scores s
            JOIN shadow_scores h ON s.snapshot_id = h.snapshot_id AND s.token_address = h.token_address
            WHERE CASE h.scorer WHEN 'same' THEN s.total_score <> h.total_score OR s.momentum_score <> h.momentum_score
                OR s.liquidity_score <> h.liquidity_score OR s.volume_score <> h.volume_score OR s.safety_score <> h.safety_score OR s.flow_score <> h.flow_score
                ELSE abs(100 - s.total_score - h.total_score) > 0.001 END
            """));
    }

    [Fact]
    public async Task A_cycle_that_writes_nothing_writes_no_shadow_score()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(
            folder.File("plain.db"),
            EnrichmentMode.Full,
            static builder => builder.AddShadowScorer<UpsideDown>("upside-down"),
            DiscoveryMode.ReadOnly);

        Assert.Equal(["0"], await DatabaseDump.ReadAsync(folder.File("plain.db"), "SELECT count(*) FROM shadow_scores"));
    }

    private static async Task RunAsync(
        string path, EnrichmentMode enrichment, Action<IBirdeyeDiscoveryBuilder> build, DiscoveryMode mode = DiscoveryMode.Manage)
    {
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 11, Origin = Start });
        await using var host = new SimulatedHost(
            path,
            clock,
            birdeye,
            options => (options.Discovery.Enrichment, options.Discovery.AuditEvery, options.Discovery.Mode) = (enrichment, 4, mode),
            build);
        for (var cycle = 0; cycle < 10; cycle++)
        {
            Assert.Equal(CycleStatus.Ran, host.RunNext().Status);
        }
    }

    private sealed class UpsideDown(ITokenScorer inner) : ITokenScorer
    {
        public string Version => "upside-down-1";

        public string OptionsHash => inner.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs)
        {
            var score = inner.Score(inputs);
            return score with { Total = 100 - score.Total };
        }
    }

    private sealed class Broken : ITokenScorer
    {
        public string Version => "broken-1";

        public string OptionsHash => "none";

        public TokenScore Score(in ScoreInputs inputs) => throw new FormatException("no figures");
    }
}
