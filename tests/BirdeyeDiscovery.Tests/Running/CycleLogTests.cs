using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class CycleLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeLogger _logger = new();

    [Fact]
    public void Tokens_that_changed_are_named_with_the_reason()
    {
        CycleLog.Write(_logger, "", Result(CycleOutcome.Complete));

        Assert.Equal(
            [
                (LogLevel.Information, "Discovery: cycle 2026-03-01T12:00:00.0000000+00:00 is Complete: 1 scored, 0 rejected, 42 calls"),
                (LogLevel.Information, "Discovery: BONK mint is added: RANK_IN: slot rank 1"),
            ],
            _logger.Collector.GetSnapshot().Select(static record => (record.Level, record.Message)));
    }

    [Fact]
    public void A_failed_cycle_is_a_warning_that_says_why()
    {
        var failed = Result(CycleOutcome.Failed);
        CycleLog.Write(
            _logger,
            "alt",
            failed with { Events = [], Snapshot = failed.Snapshot! with { Error = "token_trending: 1 failed (Timeout)" } });

        var record = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(
            (1022, LogLevel.Warning, "Discovery 'alt': cycle 2026-03-01T12:00:00.0000000+00:00 failed after 42 calls: token_trending: 1 failed (Timeout)"),
            (record.Id.Id, record.Level, record.Message));
    }

    [Fact]
    public void What_a_mode_does_not_do_is_not_told_as_done()
    {
        var result = Result(CycleOutcome.Complete);
        CycleLog.Write(_logger, "", result with { Snapshot = result.Snapshot! with { Mode = DiscoveryMode.Record } });
        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 1018);
    }

    private static CycleResult Result(CycleOutcome outcome) => new()
    {
        Status = CycleStatus.Ran,
        Snapshot = new SnapshotRecord
        {
            CycleTimestamp = Noon,
            Outcome = outcome,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1",
            OptionsHash = "x",
            ScoredCount = 1,
            ApiCallsMade = 42,
        },
        Scores =
        [
            new ScoreRecord { TokenAddress = "mint", Symbol = "BONK", TotalScore = 71, Coverage = 1, Action = ScoreAction.Add, ActionReason = "RANK_IN: slot rank 1" },
        ],
        Events =
        [
            new LifecycleEvent
            {
                TokenAddress = "mint",
                EventType = LifecycleEventType.Added,
                ToStatus = TokenStatus.Active,
                Reason = "RANK_IN: slot rank 1",
                CreatedAt = Noon,
            },
        ],
    };
}
