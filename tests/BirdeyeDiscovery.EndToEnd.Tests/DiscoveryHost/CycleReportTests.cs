using DiscoveryHost;

namespace BirdeyeDiscovery.EndToEnd.Tests;

public sealed class CycleReportTests
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    [Fact]
    public void A_cycle_is_told_with_its_table_changes_drops_and_cost()
    {
        var text = CycleReport.Render(Result("BONK"));
        Assert.Contains("complete, 1 scored, 3 dropped, 1 added, 0 removed, 42 calls, 1234 compute units, 2.5 s", text, StringComparison.Ordinal);
        Assert.Matches(@"1 +BONK +" + Mint + @" +60\.5 +80\.0 +\? +90\.0 +55\.1 +71\.25 +add +RANK_IN: slot rank 1", text);
        Assert.Contains("  added BONK " + Mint + " (RANK_IN)", text, StringComparison.Ordinal);
        Assert.Contains("Dropped: LIQ_MIN 2, AUTH_MINT 1", text, StringComparison.Ordinal);
        Assert.Contains("Warning: something to look at", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[red]x[/]", "[red]x[/]")]
    [InlineData("[/]", "[/]")]
    [InlineData("a\u001b[2Jb", "a?[2Jb")]
    [InlineData("a\r\nb", "a??b")]
    [InlineData("a\u202eb", "a?b")]
    [InlineData("a\0b", "a?b")]
    public void A_hostile_symbol_is_shown_and_does_nothing(string symbol, string shown)
    {
        var text = CycleReport.Render(Result(symbol));
        Assert.Contains(" " + shown + " ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.Equal(CycleReport.Render(Result("BONK")).Count(character => character == '\n'), text.Count(character => character == '\n'));
    }

    // Not a case of the theory: metadata cannot hold a lone surrogate.
    [Fact]
    public void A_lone_surrogate_is_replaced() =>
        Assert.Contains(" a\ufffdb ", CycleReport.Render(Result("a" + (char)0xD800 + "b")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_missing_symbol_is_a_dash(string symbol)
    {
        var text = CycleReport.Render(Result(symbol));
        Assert.Matches("1 +- +" + Mint + " ", text);
        Assert.Contains("  added " + Mint + " (RANK_IN)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DiscoveryMode.Manage, ", 1 added, 0 removed, ")]
    [InlineData(DiscoveryMode.Record, ", would add 1, would remove 0, ")]
    [InlineData(DiscoveryMode.ReadOnly, ", would add 1, would remove 0, ")]
    public void The_headline_tells_done_from_would_be_done(DiscoveryMode mode, string expected) =>
        Assert.Contains(expected, CycleReport.Headline(Result("BONK").Snapshot! with { Mode = mode }), StringComparison.Ordinal);

    [Fact]
    public void A_cycle_that_did_not_run_says_nothing() => Assert.Empty(CycleReport.Render(new CycleResult { Status = CycleStatus.NotDue }));

    private static CycleResult Result(string symbol) => new()
    {
        Status = CycleStatus.Ran,
        Snapshot = new SnapshotRecord
        {
            CycleTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Outcome = CycleOutcome.Complete,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1",
            OptionsHash = "x",
            ScoredCount = 1,
            RejectedCount = 3,
            TokensAdded = 1,
            ApiCallsMade = 42,
            ComputeUnits = 1234,
            DurationMs = 2500,
        },
        Scores =
        [
            new ScoreRecord
            {
                TokenAddress = Mint,
                Symbol = symbol,
                TotalScore = 71.25m,
                MomentumScore = 60.5m,
                LiquidityScore = 80m,
                SafetyScore = 90m,
                FlowScore = 55.05m,
                Rank = 1,
                SlotRank = 1,
                Coverage = 1,
                Action = ScoreAction.Add,
                ActionReason = "RANK_IN: slot rank 1",
            },
        ],
        Rejections =
        [
            new RejectionRecord("a", "A", RejectionStage.Security, "AUTH_MINT", null, null),
            new RejectionRecord("b", "B", RejectionStage.Trending, "LIQ_MIN", 1, 2),
            new RejectionRecord("c", "C", RejectionStage.Trending, "LIQ_MIN", 1, 2),
        ],
        Events =
        [
            new LifecycleEvent
            {
                TokenAddress = Mint,
                EventType = LifecycleEventType.Added,
                ToStatus = TokenStatus.Active,
                Reason = "RANK_IN",
                CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            },
        ],
        Warnings = ["something to look at"],
    };
}
