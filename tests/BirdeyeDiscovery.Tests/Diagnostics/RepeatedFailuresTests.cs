using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

/// <summary>How much of an outage reaches the log.</summary>
public sealed class RepeatedFailuresTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RepeatedFailures _failures;

    public RepeatedFailuresTests() => _failures = new RepeatedFailures(_clock);

    [Fact]
    public void The_same_failure_goes_through_at_once_and_then_once_a_minute_with_a_count()
    {
        var shown = new List<int>();
        for (var second = 0; second <= 130; second += 10)
        {
            if (_failures.Allows(new InvalidOperationException("gone"), out var suppressed))
            {
                shown.Add(suppressed);
            }

            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([0, 5, 5], shown);
    }

    [Fact]
    public void Another_failure_goes_through_at_once()
    {
        Assert.True(_failures.Allows(new InvalidOperationException("gone"), out _));
        Assert.True(_failures.Allows(new InvalidOperationException("full"), out _));
        Assert.True(_failures.Allows(new TimeoutException("gone"), out _));
        Assert.False(_failures.Allows(new TimeoutException("gone"), out _));
    }

    [Fact]
    public void Failures_that_are_never_the_same_twice_are_limited_too()
    {
        var shown = Enumerable.Range(0, 500).Count(number => _failures.Allows(new InvalidOperationException($"number {number}"), out _));

        Assert.InRange(shown, 2, 20);
    }
}
