using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Tuning;

/// <summary>The axes of the list: tokens on which nobody can decide count for neither option.</summary>
public sealed class ReplayAxesTests
{
    [Fact]
    public void An_undecided_token_makes_neither_list_longer()
    {
        var axes = new ReplayAxes();
        for (var cycle = 0; cycle < 200; cycle++)
        {
            string[] lost = cycle % 40 == 0 ? ["lost"] : [];
            axes.Add(Cycle(cycle, active: ["a", "b", "c", .. lost], stored: ["a", "b"], undecided: lost));
        }

        var (active, turnover) = (axes.ToAxes().First(), axes.ToAxes().Last());
        Assert.Equal((2, 3, AxisState.Informative), (active.Current, active.Variant, active.State));
        Assert.Equal((0, 0, 0), (turnover.Current, turnover.Variant, turnover.TStatistic));
        Assert.Equal(5, axes.Undecided);
        Assert.Equal(5 / 605.0, axes.UndecidedShare, 9);
    }

    [Fact]
    public void A_list_of_which_a_part_is_undecided_is_not_judged()
    {
        var axes = new ReplayAxes();
        for (var cycle = 0; cycle < 200; cycle++)
        {
            axes.Add(Cycle(cycle, active: ["a", "lost"], stored: ["a", "b"], undecided: ["lost"]));
        }

        Assert.All(axes.ToAxes(), static axis => Assert.Null(axis.TStatistic));
        Assert.Equal(.5, axes.UndecidedShare);
    }

    [Fact]
    public void A_list_that_changes_in_every_window_is_told_and_not_judged()
    {
        var axes = new ReplayAxes();
        for (var cycle = 0; cycle < 200; cycle++)
        {
            axes.Add(Cycle(cycle, active: [$"new{cycle / 4}"], stored: ["a"], undecided: []));
        }

        var turnover = axes.ToAxes().Last();
        Assert.Equal((0, 1, AxisState.Informative), (turnover.Current, turnover.Variant, turnover.State));
        Assert.True(turnover.TStatistic > 2);
    }

    [Fact]
    public void A_day_of_cycles_is_too_little_for_a_word_on_the_list()
    {
        var axes = new ReplayAxes();
        for (var cycle = 0; cycle < 24; cycle++)
        {
            axes.Add(Cycle(cycle, active: ["a", "b"], stored: ["a"], undecided: []));
        }

        Assert.All(axes.ToAxes(), static axis => Assert.Null(axis.TStatistic));
    }

    internal static ReplayedCycle Cycle(
        int hour, string[] active, string[] stored, string[] undecided, DateTimeOffset? time = null) => new()
        {
            Plan = new CyclePlan
            {
                Snapshot = new SnapshotRecord
                {
                    CycleTimestamp = time ?? TuneMarket.Start.AddHours(hour),
                    Outcome = CycleOutcome.Complete,
                    Mode = DiscoveryMode.Manage,
                    ScoreVersion = "1",
                    OptionsHash = "h",
                },
                Scores = [],
                Rejections = [],
                Tokens = [],
                Events = [],
            },
            Active = active,
            StoredActive = stored,
            Undecided = [.. undecided.Select(static address => new UndecidedToken(address, UndecidedCause.NotRead))],
        };
}
