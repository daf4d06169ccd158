using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Retention on SQLite, which has no clock, with an API that does not report its time: only the cycles themselves can tell what is old.</summary>
public sealed class EngineRetentionTests : EngineTest
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly WallClock _wall;

    public EngineRetentionTests() => _wall = new WallClock(Clock);

    [Fact]
    public async Task A_host_whose_clock_is_right_drops_each_month_when_it_is_as_old_as_configured()
    {
        await using var host = Keeping();
        for (var day = 0; day < 100; day++)
        {
            RunDaily(host);

            // A month is kept besides the running one, and history is dropped once a day.
            if (Clock.GetUtcNow().Day <= 3)
            {
                continue;
            }

            var oldest = await OldestAsync(host);
            var month = new DateTimeOffset(Clock.GetUtcNow().Year, Clock.GetUtcNow().Month, 1, 0, 0, 0, TimeSpan.Zero);
            Assert.InRange(oldest, month.AddMonths(-1), Start > month.AddMonths(-1) ? Start : month.AddMonths(-1) + Day);
        }
    }

    [Theory]
    [InlineData(430)]
    [InlineData(26_600)]
    public async Task A_host_that_is_far_ahead_runs_on_and_drops_nothing(int days)
    {
        await using (var host = Keeping())
        {
            for (var day = 0; day < 40; day++)
            {
                RunDaily(host);
            }
        }

        // A thousand cycles are more than a day, so that history is dropped twice. 26,600 days lie in 2099; fewer cycles do there.
        _wall.Set(TimeSpan.FromDays(days));
        var cycles = days == 430 ? 1_000 : 100;
        await using var ahead = Keeping();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            RunNext(ahead, days == 430 ? TimeSpan.FromMinutes(2) : TimeSpan.FromMinutes(20));
        }

        Assert.Equal(40 + cycles, await CountAsync(ahead));
        Assert.Equal(Start, await OldestAsync(ahead));
    }

    [Fact]
    public async Task A_host_that_was_down_for_three_months_drops_at_the_pace_of_its_cycles()
    {
        await using var host = Keeping();
        for (var day = 0; day < 40; day++)
        {
            RunDaily(host);
        }

        Clock.AdvanceTo(Clock.GetUtcNow().AddDays(90));
        RunDaily(host);
        Assert.Equal(Start, await OldestAsync(host));

        // The last cycle before the outage was on 12 June. May goes when July would have begun, June a month of cycles later.
        for (var day = 0; day < 16; day++)
        {
            RunDaily(host);
        }

        Assert.Equal(Start, await OldestAsync(host));
        for (var day = 0; day < 4; day++)
        {
            RunDaily(host);
        }

        Assert.InRange(await OldestAsync(host), new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero));
        for (var day = 0; day < 32; day++)
        {
            RunDaily(host);
        }

        // In November the whole of the kept time lies after the outage.
        Assert.InRange(await OldestAsync(host), new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 10, 2, 0, 0, 0, TimeSpan.Zero));
    }

    private SimulatedHost Keeping()
    {
        if (Birdeye.Tokens.Count == 0)
        {
            Birdeye.AddLadder(2);
        }

        return Host(
            static options => (options.Storage.KeepHistoryMonths, options.Discovery.TrendingLimit) = (1, 20),
            builder => builder.Services.AddSingleton<TimeProvider>(_wall));
    }

    private void RunDaily(SimulatedHost host) => RunNext(host, Day);

    private void RunNext(SimulatedHost host, TimeSpan pause)
    {
        Assert.Equal(CycleStatus.Ran, Clock.Drive(host.Engine.RunCycleAsync(Cancellation)).Status);
        Clock.AdvanceTo(host.Engine.LastResult!.LastCycle!.Value - (_wall.GetUtcNow() - Clock.GetUtcNow()) + pause);
    }

    private async Task<int> CountAsync(SimulatedHost host) => (await KeptAsync(host)).Count;

    private async Task<DateTimeOffset> OldestAsync(SimulatedHost host) => (await KeptAsync(host)).Min();

    /// <summary>Gets the cycles of which scores are kept.</summary>
    private async Task<List<DateTimeOffset>> KeptAsync(SimulatedHost host) =>
        [.. (await host.History.GetScoreHistoryAsync(Birdeye["A1"].Address, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Cancellation)).Select(static entry => entry.CycleTimestamp)];
}
