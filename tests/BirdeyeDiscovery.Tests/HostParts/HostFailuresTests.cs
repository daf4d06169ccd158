using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class HostFailuresTests
{
    private readonly FakeLogger _logger = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_scorer_that_throws_is_logged_once_with_its_type_and_stack()
    {
        var scorer = ReportedScorer.Around(new Broken(), Failures());

        for (var i = 0; i < 44; i++)
        {
            Assert.Throws<FormatException>(() => scorer.Score(new ScoreInputs()));
        }

        var record = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal((1021, LogLevel.Error), (record.Id.Id, record.Level));
        Assert.Equal("Discovery: the host's scorer Broken threw FormatException (no figures). Correct it where the stack shows.", record.Message);
        Assert.Equal("no figures", record.Exception!.Message);
        Assert.Contains("Broken", record.Exception.StackTrace, StringComparison.Ordinal);
        Assert.IsNotType<IBoundedTokenScorer>(scorer, exactMatch: false);
    }

    [Fact]
    public void It_is_logged_again_after_a_minute_with_the_count()
    {
        var scorer = ReportedScorer.Around(new Broken(), Failures());
        Assert.Throws<FormatException>(() => scorer.Score(new ScoreInputs()));
        Assert.Throws<FormatException>(() => scorer.Score(new ScoreInputs()));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Throws<FormatException>(() => scorer.Score(new ScoreInputs()));

        Assert.EndsWith("(1 like it not shown)", _logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scorer_with_bounds_keeps_them()
    {
        var inner = new TokenScorer(new ScoringOptions());
        var inputs = new ScoreInputs { LiquidityUsd = 1e6, Volume24hUsd = 1e6 };

        var scorer = Assert.IsType<IBoundedTokenScorer>(ReportedScorer.Around(inner, Failures()), exactMatch: false);

        Assert.Equal(inner.TotalAtMost(inputs), scorer.TotalAtMost(inputs));
        Assert.Equal(inner.Score(inputs), scorer.Score(inputs));
        Assert.Equal((inner.Version, inner.OptionsHash), (scorer.Version, scorer.OptionsHash));
    }

    [Fact]
    public void A_policy_that_throws_is_logged()
    {
        var policy = new ReportedPolicy(new BrokenPolicy(), Failures());

        Assert.Throws<FormatException>(() => policy.Choose(null!));

        Assert.Equal(
            "Discovery: the host's strategy policy BrokenPolicy threw FormatException (no choice). Correct it where the stack shows.",
            _logger.LatestRecord.Message);
    }

    private HostFailures Failures() => new("", _logger, _clock);

    private sealed class Broken : ITokenScorer
    {
        public string Version => "1";

        public string OptionsHash => "x";

        public TokenScore Score(in ScoreInputs inputs) => throw new FormatException("no figures");
    }

    private sealed class BrokenPolicy : IStrategyPolicy
    {
        public StrategyChoice Choose(StrategyFacts facts) => throw new FormatException("no choice");
    }
}
