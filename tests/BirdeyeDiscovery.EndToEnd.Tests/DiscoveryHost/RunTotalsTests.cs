using DiscoveryHost;

namespace BirdeyeDiscovery.EndToEnd.Tests;

public sealed class RunTotalsTests
{
    [Fact]
    public void Without_a_stored_cycle_nothing_is_said_to_be_written_down()
    {
        var totals = new RunTotals();
        Assert.Contains("No cycle was written.", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);

        totals.CountUnstored();
        Assert.Contains("1 cycle: 0 complete, 0 degraded, 1 failed", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
        Assert.Contains("Of 1 failed cycle nothing was written.", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
        Assert.DoesNotContain("written down", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_written_down_only_when_every_cycle_was_stored()
    {
        var totals = new RunTotals();
        totals.Count(Snapshot(DiscoveryMode.Manage));
        Assert.EndsWith("Everything is written down in ./data/discovery.db.", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);

        totals.CountUnstored();
        Assert.DoesNotContain("Everything", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
        Assert.Contains("written down in ./data/discovery.db. Of 1 failed cycle nothing was written.", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DiscoveryMode.Record, "Mode Record: snapshots, scores and rejections are written down in")]
    [InlineData(DiscoveryMode.ReadOnly, "Mode ReadOnly: no snapshot, score or rejection was written; only missing seed tokens")]
    public void A_mode_that_writes_less_is_told_with_what_it_wrote(DiscoveryMode mode, string expected)
    {
        var totals = new RunTotals();
        totals.Count(Snapshot(mode));
        Assert.Contains(expected, totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
        Assert.DoesNotContain("Everything", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
    }

    [Fact]
    public void Active_and_paused_tokens_are_counted_apart()
    {
        var totals = new RunTotals();
        var paused = new TrackedToken
        {
            Address = "a",
            Symbol = "A",
            Category = TokenCategory.Emerging,
            Status = TokenStatus.Paused,
            DiscoveredAt = DateTimeOffset.UnixEpoch,
            StrategyType = "NONE",
        };
        totals.Count(new CycleResult
        {
            Status = CycleStatus.Ran,
            Snapshot = Snapshot(DiscoveryMode.Manage),
            ActiveTokens = [paused with { Status = TokenStatus.Active }],
            PausedTokens = [paused, paused],
        });
        Assert.Contains("; 1 token active, 2 paused. ", totals.Summary("./data/discovery.db"), StringComparison.Ordinal);
    }

    private static SnapshotRecord Snapshot(DiscoveryMode mode) => new()
    {
        CycleTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Outcome = CycleOutcome.Complete,
        Mode = mode,
        ScoreVersion = "1",
        OptionsHash = "x",
    };
}
