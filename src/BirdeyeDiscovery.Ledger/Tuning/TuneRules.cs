namespace BirdeyeDiscovery.Ledger;

/// <summary>Chooses a tuning variant on the cycles used for fitting, and judges it on the cycles held out.</summary>
internal static class TuneRules
{
    private const double Level = .05;

    /// <summary>Gets the index of the tuning variant with the greatest test statistic, the first one of equals; null without any.</summary>
    public static int? Best(IEnumerable<double?> statistics)
    {
        int? best = null;
        var most = double.NegativeInfinity;
        var index = 0;
        foreach (var statistic in statistics)
        {
            if (statistic > most)
            {
                (best, most) = (index, statistic.Value);
            }

            index++;
        }

        return best;
    }

    /// <summary>
    /// Gets the figure by which tuning variants are compared when they were measured on different cycles: the test statistic of the
    /// difference to the current options, which is 0 for these.
    /// </summary>
    public static IEnumerable<double?> Paired(IEnumerable<VariantFigures> variants) =>
        variants.Select(static (figures, index) => index > 0 ? figures.DifferenceT : figures.TStatistic is null ? null : (double?)0);

    public static IReadOnlyList<WalkForwardStep> Steps(IReadOnlyList<FoldFigures> folds, IReadOnlyList<TuneVariant> variants) =>
    [
        .. folds.Select(fold => Best(fold.Before) is { } best
            ? new WalkForwardStep(
                fold.From,
                variants[best].Hash,
                fold.Within[best].Windows,
                fold.Within[best].CurrentRankIc,
                fold.Within[best].RankIc,
                fold.Within[best].DifferenceT)
            : new WalkForwardStep(fold.From, null, fold.Within[0].Windows, null, null, null)),
    ];

    /// <summary>Gives the verdict of a tuning search.</summary>
    public static TuneResult Judge(TuneResult result, TunePlan plan)
    {
        var isEnough = result.Chosen is { Fitted.IsEnough: true, HeldOut.IsEnough: true };
        if (result.Chosen is not { } chosen || chosen.Variant.Hash == result.Current.Variant.Hash)
        {
            return isEnough
                ? result with
                {
                    Verdict = TuneVerdict.No,
                    Summary = "No: on the fitted part nothing was better than the current options.",
                }
                : NotEnough(result, plan);
        }

        // A search of thresholds compares which tokens are active. It cannot be decided when too many of them depend on data that no cycle
        // read. A search of weights compares scores, so this does not apply to it.
        if (result is { Search: ThresholdSearch.Name, UndecidedShare: > ReplayAxes.MostUndecided })
        {
            return result with
            {
                Verdict = TuneVerdict.NotEnoughData,
                Summary = FormattableString.Invariant($"Not decidable: {result.UndecidedShare * 100:0.0} % of the active tokens ")
                    + "of the replay depend on what nobody read; 5 % are allowed.",
            };
        }

        // A tuning variant that decides nearly the same as the current options has no difference to test.
        var single = chosen.HeldOut.PValue ?? 1;
        var family = TrialStatistics.FamilyWisePValue(single, (int)Math.Clamp(result.Trials, 1, int.MaxValue));
        var isBetter = isEnough && chosen.HeldOut.DifferenceT > 0 && family < Level;
        var worse = result.Axes.Where(static axis => axis.State == AxisState.Worse).ToList();

        // An axis on which the tuning variant is clearly worse needs no other axis to be known.
        if (worse.Count == 0 && !isEnough)
        {
            return NotEnough(result, plan);
        }

        return result with
        {
            FamilyWisePValue = isEnough ? family : null,
            Verdict = worse.Count > 0 ? TuneVerdict.Regression : isBetter ? TuneVerdict.Better : TuneVerdict.No,
            Summary = worse.Count > 0
                ? $"Regression: on the part held out the chosen options are worse in {string.Join(", ", worse.Select(Words))}"
                    + (isBetter ? $", although better in {result.Objective} ({Figures(chosen, single, family)})." : ".")
                : isBetter
                ? $"Better: on the part held out the chosen options beat the current ones in {result.Objective} "
                    + $"({Figures(chosen, single, family)}), and are {Nowhere(result.Axes)}."
                : $"No: on the part held out the chosen options are not better than the current ones in {result.Objective} "
                    + $"({Figures(chosen, single, family)}). They are {Nowhere(result.Axes)}.",
        };
    }

    public static string Words(TimeSpan horizon) => horizon.Ticks % TimeSpan.TicksPerHour == 0
        ? FormattableString.Invariant($"{horizon.TotalHours:0} h")
        : FormattableString.Invariant($"{horizon.TotalMinutes:0.##} min");

    private static string Words(TuneAxis axis) => axis.Horizon is { } horizon ? $"{axis.Name} ({Words(horizon)})" : axis.Name;

    private static string Nowhere(IReadOnlyList<TuneAxis> axes)
    {
        var judged = axes.Count(static axis => axis.IsJudged);
        return FormattableString.Invariant($"worse on none of {judged} judged axes, {axes.Count - judged} not judged");
    }

    private static string Figures(TuneEntry chosen, double single, double family) => chosen.HeldOut.DifferenceT is { } t
        ? FormattableString.Invariant($"t {t:0.00}, p {P(single)} alone, {P(family)} after all trials")
        : $"fewer than {ScoreEvaluation.MinTokens} tokens differ";

    private static string P(double p) => p < .0001 ? "below 0.0001" : FormattableString.Invariant($"{p:0.0000}");

    // By how much the period of a tuning search must grow until both of its parts have enough windows, if cycles make windows at the pace
    // so far.
    private static TimeSpan Missing(VariantFigures fitted, VariantFigures heldOut, TunePlan plan)
    {
        TimeSpan first = plan.Boundary - plan.From - plan.Purge, second = plan.To - plan.Boundary - plan.Purge;
        TimeSpan? ofFitted = Pace(fitted.Windows, first), ofHeldOut = Pace(heldOut.Windows, second);
        var total = Math.Max(
            Needed(fitted.Windows, ofFitted ?? ofHeldOut ?? plan.Horizon) / (1 - plan.HoldOut),
            Needed(heldOut.Windows, ofHeldOut ?? ofFitted ?? plan.Horizon) / plan.HoldOut);
        return TimeSpan.FromTicks((long)Math.Max(0, total - (plan.To - plan.From).Ticks));

        double Needed(int windows, TimeSpan pace) =>
            windows >= ScoreEvaluation.MinWindows ? 0 : (pace.Ticks * (double)ScoreEvaluation.MinWindows) + plan.Purge.Ticks;

        TimeSpan? Pace(int windows, TimeSpan elapsed) =>
            windows > 0 && elapsed > TimeSpan.Zero ? Longer(elapsed / windows, plan.Horizon) : null;
    }

    private static TimeSpan Longer(TimeSpan first, TimeSpan second) => first > second ? first : second;

    private static TuneResult NotEnough(TuneResult result, TunePlan plan)
    {
        // Without a chosen variant, the one with the most windows says how far the data are.
        var fitted = (result.Chosen ?? result.Variants.Skip(1).MaxBy(static entry => entry.Fitted.Windows) ?? result.Current).Fitted;
        var heldOut = (result.Chosen ?? result.Current).HeldOut;
        var missing = Missing(fitted, heldOut, plan);
        var time = missing <= TimeSpan.Zero ? ""
            : missing > TimeSpan.FromDays(2)
                ? FormattableString.Invariant($" About {Math.Ceiling(missing.TotalDays):0} more days are needed.")
            : FormattableString.Invariant($" About {Math.Max(2, Math.Ceiling(missing.TotalHours)):0} more hours are needed.");
        return result with
        {
            Verdict = TuneVerdict.NotEnoughData,
            MissingTime = missing,
            Summary = FormattableString.Invariant($"Not enough data: the fitted part has {fitted.Tokens} tokens and ")
                + FormattableString.Invariant($"{fitted.Windows} windows of {Words(plan.Horizon)} without overlap, the part held out ")
                + FormattableString.Invariant($"{heldOut.Tokens} and {heldOut.Windows}; a verdict needs ")
                + FormattableString.Invariant($"{ScoreEvaluation.MinTokens} and {ScoreEvaluation.MinWindows} in each.{time}"),
        };
    }
}
