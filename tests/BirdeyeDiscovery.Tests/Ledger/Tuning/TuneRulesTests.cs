using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Tuning;

/// <summary>The verdict of a search, and the yardstick of the trades.</summary>
public sealed class TuneRulesTests
{
    private static readonly TunePlan Plan = new()
    {
        From = TuneMarket.Start,
        To = TuneMarket.Start.AddDays(60),
    };

    [Fact]
    public void A_change_that_is_worse_on_one_axis_is_a_regression_however_good_it_is_elsewhere()
    {
        var result = Judge(heldOutT: 9, Axis("rank IC", 9), Axis("hit rate", 1), Axis("turnover of the list", 3, isLowerBetter: true));

        Assert.Equal(TuneVerdict.Regression, result.Verdict);
        Assert.Contains("Regression: on the part held out the chosen options are worse in turnover of the list, although better in", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_is_better_beyond_all_trials_and_worse_nowhere_is_better()
    {
        var result = Judge(heldOutT: 4.5, Axis("rank IC", 4.5), Axis("hit rate", -1.9));

        Assert.Equal(TuneVerdict.Better, result.Verdict);
        Assert.StartsWith("Better: ", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_p_value_that_would_convince_alone_does_not_after_two_hundred_trials()
    {
        var result = Judge(heldOutT: 3.03, Axis("rank IC", 3.03));

        Assert.InRange(result.PValue!.Value, .002, .003);
        Assert.InRange(result.FamilyWisePValue!.Value, .3, .4);
        Assert.Equal(TuneVerdict.No, result.Verdict);
        Assert.StartsWith("No: on the part held out the chosen options are not better than the current ones", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void An_axis_that_is_clearly_worse_is_a_regression_although_the_choice_lacks_windows()
    {
        var result = Judge(heldOutT: 1, Axis("rank IC", null), Axis("hit rate", -6));
        var few = result.Chosen! with { HeldOut = result.Chosen.HeldOut with { Windows = 20 } };
        result = TuneRules.Judge(result with { Variants = [result.Current, few], Chosen = few }, Plan);

        Assert.Equal(TuneVerdict.Regression, result.Verdict);
        Assert.Contains("worse in hit rate", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Better_says_how_many_axes_were_judged() => Assert.Contains(
        "worse on none of 2 judged axes, 1 not judged.",
        Judge(heldOutT: 9, Axis("rank IC", 9), Axis("hit rate", 1), Axis("top minus rest", null)).Summary,
        StringComparison.Ordinal);

    [Fact]
    public void The_days_that_are_missing_follow_from_the_windows_that_the_elapsed_time_made()
    {
        // One window an hour in the fitted part, and one in four hours in the part held out.
        var result = Judge(heldOutT: 1);
        var part = (Plan.To - Plan.Boundary - Plan.Purge).TotalHours;
        var few = result.Chosen! with { HeldOut = result.Chosen.HeldOut with { Windows = (int)(part / 4) } };
        result = TuneRules.Judge(result with { Variants = [result.Current, few], Chosen = few }, Plan);

        Assert.Equal(TuneVerdict.NotEnoughData, result.Verdict);
        Assert.InRange(result.MissingTime.TotalDays, 50, 53);
    }

    [Fact]
    public void Missing_tokens_are_not_told_as_missing_days()
    {
        var result = Judge(heldOutT: 1);
        var few = result.Chosen! with { HeldOut = result.Chosen.HeldOut with { Tokens = 7 } };
        result = TuneRules.Judge(result with { Variants = [result.Current, few], Chosen = few }, Plan);

        Assert.Equal(TuneVerdict.NotEnoughData, result.Verdict);
        Assert.DoesNotContain("are needed", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(.04, TuneVerdict.Better)]
    [InlineData(.06, TuneVerdict.NotEnoughData)]
    public void Thresholds_get_no_verdict_when_many_active_tokens_are_undecided(double share, object verdict)
    {
        var result = TuneRules.Judge(Judge(heldOutT: 9, Axis("rank IC", 9)) with { Search = ThresholdSearch.Name, UndecidedShare = share }, Plan);

        Assert.Equal((TuneVerdict)verdict, result.Verdict);
    }

    [Fact]
    public void A_reversed_effect_is_no()
    {
        var result = Judge(heldOutT: -1, Axis("rank IC", -1));

        Assert.Equal(TuneVerdict.No, result.Verdict);
    }

    [Fact]
    public void The_first_of_equal_variants_is_chosen_so_that_nothing_changes_without_a_reason()
    {
        Assert.Equal(1, TuneRules.Best([null, 2, 2, 1]));
        Assert.Null(TuneRules.Best([null, null]));
    }

    [Theory]
    [InlineData(1.9, AxisState.Even)]
    [InlineData(2.0, AxisState.Better)]
    [InlineData(-2.0, AxisState.Worse)]
    [InlineData(null, AxisState.NotEnoughData)]
    public void An_axis_is_better_or_worse_beyond_what_chance_makes_at_five_percent(double? t, object state) =>
        Assert.Equal((AxisState)state, Axis("rank IC", t).State);

    [Fact]
    public void Windows_that_differ_always_alike_are_a_difference_and_equal_windows_are_none()
    {
        var same = new PairedWindows();
        var higher = new PairedWindows();
        for (var window = 0; window < 200; window++)
        {
            same.Add(window, window);
            higher.Add(window, window + 1);
        }

        Assert.Equal(0, same.TStatistic);
        Assert.True(higher.TStatistic > 2);
        Assert.Null(new PairedWindows(201).TStatistic);
        same = new PairedWindows(fewest: 31);
        for (var window = 0; window < 30; window++)
        {
            same.Add(window, window + 1);
        }

        Assert.Null(same.TStatistic);
    }

    [Fact]
    public void Trades_are_judged_by_the_number_of_trials_and_only_where_there_are_enough()
    {
        var random = new Random(1);
        var trades = Enumerable.Range(0, 200).Select(_ => ("1", "many", .004 + (.02 * TuneMarket.Normal(random))))
            .Concat(Enumerable.Range(0, 29).Select(static index => ("1", "few", index / 100.0))).ToList();

        var one = TradeYardstick.Of(trades, trials: 1);
        var many = TradeYardstick.Of(trades, trials: 500);

        Assert.Equal(["many", "few"], one.Select(static group => group.OptionsHash));
        Assert.Equal(0, one[0].Threshold);
        Assert.True(one[0].Probability > .95);
        Assert.True(many[0].Probability < one[0].Probability);
        Assert.Equal(TrialStatistics.ExpectedMaximum(500) / Math.Sqrt(199), many[0].Threshold!.Value, 2);
        Assert.All(new[] { one[1], many[1] }, static group => Assert.Equal((29, null), (group.Trades, group.Probability)));
    }

    private static TuneAxis Axis(string name, double? t, bool isLowerBetter = false) => TuneAxis.Of(name, null, 0, 1, t, isLowerBetter);

    private static TuneResult Judge(double heldOutT, params TuneAxis[] axes)
    {
        var current = TuneVariant.Of(TuneOrigin.Current, []);
        var chosen = TuneVariant.Of(TuneOrigin.Random, [KeyValuePair.Create("Scoring:FlowWeight", "1")]);
        var figures = new VariantFigures(100, 300, .02, 3, null);
        List<TuneEntry> entries = [new(current, figures, figures), new(chosen, figures, figures with { DifferenceT = heldOutT })];
        return TuneRules.Judge(
            new TuneResult
            {
                Search = "weights",
                Objective = "rank IC",
                Horizon = Plan.Horizon,
                Seed = 1,
                From = Plan.From,
                Boundary = Plan.Boundary,
                To = Plan.To,
                Purge = Plan.Purge,
                Cycles = new TuneCycles(1, 1, 0),
                OptionSets = 1,
                Variants = entries,
                Chosen = entries[1],
                Trials = 200,
                Axes = axes,
            },
            Plan);
    }
}
