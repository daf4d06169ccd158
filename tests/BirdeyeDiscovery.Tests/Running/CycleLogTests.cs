using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class CycleLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly BirdeyeDiscoveryOptions Options = new() { Discovery = { Interval = TimeSpan.FromMinutes(2) } };

    private readonly FakeLogger _logger = new();

    [Fact]
    public void Tokens_that_changed_are_named_with_the_reason()
    {
        Log().Write(Result(CycleOutcome.Complete), Options);

        Assert.Equal(
            [
                (LogLevel.Information, "Discovery: cycle 2026-03-01T12:00:00.0000000+00:00 is Complete: 1 scored, 0 rejected, 42 calls"),
                (LogLevel.Information, "Discovery: BONK mint is added: RANK_IN: slot rank 1"),
            ],
            _logger.Collector.GetSnapshot().Select(static record => (record.Level, record.Message)));
    }

    [Fact]
    public void One_call_is_told_as_one()
    {
        var log = Log();
        var result = Result(CycleOutcome.Degraded);
        for (var cycle = 0; cycle < 2; cycle++)
        {
            log.Write(result with { Events = [], Snapshot = result.Snapshot! with { DurationMs = 130_000, ApiCallsMade = 1 } }, Options);
        }

        var messages = _logger.Collector.GetSnapshot().Select(static record => record.Message).ToList();
        Assert.Equal(3, messages.Count);
        Assert.EndsWith("1 scored, 0 rejected, 1 call", messages[0], StringComparison.Ordinal);
        Assert.Contains(messages, static message => message.Contains(" for 1 call, longer than ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_cycle_is_a_warning_that_says_why()
    {
        var failed = Result(CycleOutcome.Failed);
        Log("alt").Write(
            failed with
            {
                NextDue = Noon.AddMinutes(1),
                Events = [],
                Snapshot = failed.Snapshot! with { Error = "token_trending: 1 failed (Timeout)" },
            },
            Options);

        var record = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(
            (1022, LogLevel.Warning, "Discovery 'alt': cycle 2026-03-01T12:00:00.0000000+00:00 failed after 42 calls: token_trending: 1 failed (Timeout). "
                + "Next attempt at 2026-03-01 12:01:00Z, in 57 s"),
            (record.Id.Id, record.Level, record.Message));
    }

    [Theory]
    [InlineData(1, "failed after 1 call: ")]
    [InlineData(2, "failed after 2 calls: ")]
    public void A_cycle_that_reached_no_api_says_what_to_check(int calls, string count)
    {
        var failed = Result(CycleOutcome.Failed);
        var error = $"Trending: {calls} failed (Network); {CycleFaults.NothingAnswered}; Trending: no token was listed";
        Log().Write(failed with { Events = [], Snapshot = failed.Snapshot! with { Error = error, ApiCallsMade = calls } }, Options);

        var message = Assert.Single(_logger.Collector.GetSnapshot()).Message;
        Assert.Contains(count + error + ". Check the network, a proxy and BirdeyeDiscovery:Birdeye:BaseUrl. Next attempt at ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_mode_does_not_do_is_not_told_as_done()
    {
        var result = Result(CycleOutcome.Complete);
        Log().Write(result with { Snapshot = result.Snapshot! with { Mode = DiscoveryMode.Record } }, Options);
        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 1018);
    }

    [Fact]
    public void An_interval_that_cycles_overrun_again_and_again_is_told_once()
    {
        var log = Log();
        var result = Result(CycleOutcome.Complete);
        foreach (var seconds in new[] { 130, 60, 130, 130, 130, 60, 130, 130 })
        {
            log.Write(result with { Snapshot = result.Snapshot! with { DurationMs = seconds * 1000 } }, Options);
        }

        var told = _logger.Collector.GetSnapshot().Where(static record => record.Id.Id == 1024).ToList();
        Assert.Equal(2, told.Count);
        Assert.Equal(
            "Discovery: a cycle takes 00:02:10 for 42 calls, longer than Discovery:Interval (00:02:00); lengthen it, lower "
            + "Discovery:TrendingLimit, or raise Birdeye:RequestsPerSecond if the plan allows more",
            told[0].Message);
    }

    private CycleLog Log(string engine = "") => new(_logger, engine, new FakeTimeProvider(Noon.AddSeconds(3.5)));

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
