namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>What the command shows of verdicts that a short ledger never gives.</summary>
public sealed class TuneTextTests(SharedLedger ledger) : ToolTest(ledger)
{
    private static readonly TunePlan Plan = new()
    {
        From = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero),
        To = new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void A_store_that_remembers_no_trials_is_told()
    {
        var shown = Shown(Result(heldOutT: 5, isRemembered: false));

        Assert.Contains(
            "This store does not remember trials: the 1 variant of this search alone is counted, and earlier searches make the truth worse.",
            shown,
            StringComparison.Ordinal);
        Assert.DoesNotContain("ever tried on this ledger", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_are_better_can_be_pasted()
    {
        var shown = Shown(Result(heldOutT: 9, isRemembered: true));

        Assert.Contains("Better: on the part held out the chosen options beat the current ones", shown, StringComparison.Ordinal);
        Assert.Contains("The p-value of the chosen options alone is below 0.0001", shown, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            The chosen options: { "BirdeyeDiscovery": { "Discovery": { "MinLiquidityUsd": 50000 }, "Scoring": { "FlowWeight": 0.25 } } }
            No closed trade has a return, so there is no Sharpe ratio.
            """.ReplaceLineEndings(" "),
            shown,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_names_its_axes_and_is_not_recommended()
    {
        var shown = Shown(Result(heldOutT: 9, isRemembered: true, TuneAxis.Of("hit rate", TimeSpan.FromHours(4), .5, .4, -3)));

        Assert.Contains("Regression: on the part held out the chosen options are worse in hit rate (4 h), although better in", shown, StringComparison.Ordinal);
        Assert.Contains("hit rate, 4 h 50.00 % 40.00 % -3.00 worse", shown, StringComparison.Ordinal);
        Assert.Contains("The chosen options, which this does not recommend:", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_are_shown_with_their_windows_and_empty_ones_are_named()
    {
        var (first, second) = (Plan.From.AddDays(10), Plan.From.AddDays(20));
        var shown = Shown(Result(heldOutT: 9, isRemembered: true) with
        {
            WalkForward =
            [
                new WalkForwardStep(first, "a", 0, null, null, null),
                new WalkForwardStep(second, "a", 84, .01, .02, 1.5),
                new WalkForwardStep(second, TuneVariant.Of(TuneOrigin.Current, []).Hash, 80, .01, .01, null),
            ],
        });

        Assert.Contains("Walk-forward: in 1 of 2 blocks the choice of the time before was above the options of now, and in 1 it was these options.", shown, StringComparison.Ordinal);
        Assert.Contains("84 +0.0100 +0.0200 +1.50", shown, StringComparison.Ordinal);
        Assert.Contains("Left out: the block from 2026-05-11 00:00:00Z, which has no returns.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_counts_of_trials_are_told()
    {
        var shown = Shown(Result(heldOutT: 9, isRemembered: true) with { Trials = 160, TrialRows = 1_200 });

        Assert.Contains(
            "160 different variants were ever tried on this ledger, on 1,200 pairs of variant and periods.", shown, StringComparison.Ordinal);
    }

    private string Shown(TuneResult result)
    {
        var context = Context(Ledger.Folder);
        TuneText.Write(context.Console, new TuneAnswer { Searches = [result], Trades = [] });
        return string.Join(' ', context.Output.ToString()!.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static TuneResult Result(double heldOutT, bool isRemembered, params TuneAxis[] axes)
    {
        var figures = new VariantFigures(100, 300, .02, 3, null);
        var chosen = TuneVariant.Of(
            TuneOrigin.Given, [KeyValuePair.Create("Scoring:FlowWeight", "0.25"), KeyValuePair.Create("Discovery:MinLiquidityUsd", "50000")]);
        List<TuneEntry> entries =
        [
            new(TuneVariant.Of(TuneOrigin.Current, []), figures, figures),
            new(chosen, figures, figures with { DifferenceT = heldOutT }),
        ];
        return TuneRules.Judge(
            new TuneResult
            {
                Search = ThresholdSearch.Name,
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
                Trials = 1,
                IsRemembered = isRemembered,
                Axes = axes,
            },
            Plan);
    }
}
