using DiscoveryHost;

namespace BirdeyeDiscovery.EndToEnd.Tests;

public sealed class NextAttemptTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60.0, "Next attempt at 2026-05-04 12:01:00Z, in 60 s.")]
    [InlineData(60.0, "Next attempt at 2026-05-04 12:01:00Z, in 60 s of market time.", true)]
    [InlineData(9.2, "Next attempt at 2026-05-04 12:00:09Z, in 10 s.")]
    [InlineData(-3.0, "Next attempt at 2026-05-04 11:59:57Z, in 0 s.")]
    public void The_next_attempt_is_told_by_the_clock_and_as_a_wait(double seconds, string expected, bool isMarketTime = false) =>
        Assert.Equal(expected, NextAttempt.Text(Noon.AddSeconds(seconds), Noon, isMarketTime));

    [Fact]
    public void A_store_that_fails_before_the_first_request_is_tried_after_a_third_of_the_lease()
    {
        var (interval, lease) = (TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(10), NextAttempt.WaitAfterUnstored(hasAsked: false, interval, lease));
        Assert.Equal(interval, NextAttempt.WaitAfterUnstored(hasAsked: true, interval, lease));
    }
}
