using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tests;

public sealed class RedisBudgetTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_slow_Redis_has_a_third_of_the_time_for_what_the_cycle_can_do_without()
    {
        using var budget = new RedisBudget(Second, time: _clock);
        Wait(budget, TimeSpan.FromMilliseconds(400));
        Assert.False(budget.TryEnter(isSpare: true, out _));
        Assert.True(budget.IsSpent);
        Assert.True(budget.TryEnter(isSpare: false, out var left));
        Assert.InRange(left, TimeSpan.FromMilliseconds(590), TimeSpan.FromMilliseconds(610));
    }

    [Fact]
    public void The_first_cycle_of_a_process_may_wait_for_a_slow_start_besides()
    {
        using var budget = new RedisBudget(Second, allowance: Second, _clock);
        Wait(budget, Second);
        Assert.True(budget.TryEnter(isSpare: true, out _));
        Assert.False(budget.IsSpent);
    }

    [Fact]
    public void A_long_cycle_has_all_of_the_time_again_once_it_regained_it()
    {
        using var budget = new RedisBudget(Second, time: _clock);
        Wait(budget, TimeSpan.FromMilliseconds(400));
        Assert.True(budget.IsSpent);

        // The 400 ms come back within 24 s, and until then nothing is asked for.
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.False(budget.TryEnter(isSpare: true, out _));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(budget.TryEnter(isSpare: true, out var left));
        Assert.InRange(left, TimeSpan.FromMilliseconds(990), Second);
    }

    [Fact]
    public void A_Redis_that_stays_slow_costs_a_long_cycle_little_of_its_time()
    {
        using var budget = new RedisBudget(Second, time: _clock);
        var start = _clock.GetUtcNow();
        while (_clock.GetUtcNow() - start < TimeSpan.FromMinutes(10))
        {
            _clock.Advance(Second);
            if (budget.TryEnter(isSpare: true, out _))
            {
                _clock.Advance(TimeSpan.FromMilliseconds(200));
                budget.Leave();
            }
        }

        Assert.InRange(budget.Waited, Second, TimeSpan.FromSeconds(11));
    }

    private void Wait(RedisBudget budget, TimeSpan time)
    {
        Assert.True(budget.TryEnter(isSpare: true, out _));
        _clock.Advance(time);
        budget.Leave();
    }
}
