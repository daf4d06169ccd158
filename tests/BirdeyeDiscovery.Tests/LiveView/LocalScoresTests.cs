using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>The scores that a process keeps for a moment.</summary>
public sealed class LocalScoresTests
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    private readonly FakeTimeProvider _clock = new();
    private readonly LocalScores _scores;

    public LocalScoresTests() => _scores = new LocalScores(TimeSpan.FromSeconds(1), _clock);

    [Fact]
    public void An_answer_to_a_question_from_before_a_newer_cycle_was_seen_is_not_kept()
    {
        var asked = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        _scores.Clear();
        _scores.Set(Mint, Score(), asked);
        Assert.False(_scores.TryGet(Mint, out _));

        _scores.Set(Mint, Score(), _clock.GetTimestamp());
        Assert.True(_scores.TryGet(Mint, out _));
    }

    [Fact]
    public void A_score_is_kept_for_its_lifetime_since_it_was_asked_for()
    {
        var asked = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        _scores.Set(Mint, Score(), asked);
        Assert.True(_scores.TryGet(Mint, out _));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(_scores.TryGet(Mint, out _));
    }

    private static TokenScoreView Score() => new()
    {
        Address = Mint,
        Symbol = "BONK",
        Category = "midcap",
        TotalScore = 1,
        Coverage = 1,
        Action = "keep",
        ActionReason = "RANK_KEPT",
        Timestamp = 1_772_366_400,
    };
}
