namespace BirdeyeDiscovery.Tests;

public sealed class AccountPauseTests
{
    // The second refusal is that of the next cycle, so the cycle after it asks too, however short the interval is.
    [Theory]
    [InlineData(3, 1.375, 2.75, 5.5)]
    [InlineData(60, 27.5, 55, 115)]
    [InlineData(120, 55, 115, 235)]
    [InlineData(86_400, 55, 115, 235)]
    public void The_first_pauses_end_before_the_next_cycle(double interval, double first, double second, double third)
    {
        var pause = new AccountPause();
        var now = DateTimeOffset.UnixEpoch;
        foreach (var expected in new[] { first, second, third })
        {
            pause.Refused(
                new SourceFailure { Kind = SourceFailureKind.CreditsExhausted, Call = "Trending", Detail = "" }, now, now, 1, TimeSpan.FromSeconds(interval));
            Assert.NotNull(pause.At(now.AddSeconds(expected - 0.001)));
            now = now.AddSeconds(expected);
            Assert.Null(pause.At(now));
        }
    }
}
