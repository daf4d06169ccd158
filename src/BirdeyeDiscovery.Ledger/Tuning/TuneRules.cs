namespace BirdeyeDiscovery.Ledger;

/// <summary>Chooses by the fitted part, and judges by the part that was held out.</summary>
internal static class TuneRules
{
    private const double Level = .05;

    /// <summary>Gets the index of the variant with the greatest test statistic, the first one of equals; null without any.</summary>
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

    public static IReadOnlyList<WalkForwardStep> Steps(IReadOnlyList<FoldFigures> folds, IReadOnlyList<TuneVariant> variants) =>
    [
        .. folds.Where(static fold => Best(fold.Before) is not null).Select(fold =>
        {
            var best = Best(fold.Before)!.Value;
            return new WalkForwardStep(
                fold.From, variants[best].Hash, fold.Within[0].RankIc, fold.Within[best].RankIc, fold.Within[best].DifferenceT);
        }),
    ];

    /// <summary>Gives the verdict.</summary>
    public static TuneResult Judge(TuneResult result, TunePlan plan)
    {
        var missing = Missing(result, plan);
        if (result.Chosen is not { } chosen || !chosen.Fitted.IsEnough || !chosen.HeldOut.IsEnough)
        {
            return result with { Verdict = TuneVerdict.NotEnoughData, MissingTime = missing, Summary = NotEnough(result, plan, missing) };
        }

        if (chosen.Variant.Hash == result.Current.Variant.Hash)
        {
            return result with
            {
                Verdict = TuneVerdict.No,
                Summary = "No: on the fitted part nothing was better than the current options.",
            };
        }

        // A list with places that nobody knows to be taken cannot be compared; weights are compared by scores.
        if (result is { Search: ThresholdSearch.Name, UndecidedShare: > ReplayAxes.MostUndecided })
        {
            return result with
            {
                Verdict = TuneVerdict.NotEnoughData,
                Summary = FormattableString.Invariant($"Not decidable: {result.UndecidedShare * 100:0.0} % of the active tokens of the replay ")
                    + "depend on what nobody read; 5 % are allowed.",
            };
        }

        // A variant that decides the same as the current options has no difference to test.
        var single = chosen.HeldOut.PValue ?? 1;
        var family = TrialStatistics.FamilyWisePValue(single, (int)Math.Clamp(result.Trials, 1, int.MaxValue));
        var isBetter = chosen.HeldOut.DifferenceT > 0 && family < Level;
        var worse = result.Axes.Where(static axis => axis.State == AxisState.Worse).ToList();
        return result with
        {
            FamilyWisePValue = family,
            Verdict = worse.Count > 0 ? TuneVerdict.Regression : isBetter ? TuneVerdict.Better : TuneVerdict.No,
            Summary = worse.Count > 0
                ? $"Regression: on the part held out the chosen options are worse in {string.Join(", ", worse.Select(Words))}"
                    + (isBetter ? $", although better in {result.Objective} ({Figures(chosen, single, family)})." : ".")
                : isBetter
                ? $"Better: on the part held out the chosen options beat the current ones in {result.Objective} "
                    + $"({Figures(chosen, single, family)}), and are worse on no axis."
                : $"No: on the part held out the chosen options are not better than the current ones in {result.Objective} "
                    + $"({Figures(chosen, single, family)}).",
        };
    }

    public static string Words(TimeSpan horizon) => horizon.Ticks % TimeSpan.TicksPerHour == 0
        ? FormattableString.Invariant($"{horizon.TotalHours:0} h")
        : FormattableString.Invariant($"{horizon.TotalMinutes:0.##} min");

    private static string Words(TuneAxis axis) => axis.Horizon is { } horizon ? $"{axis.Name} ({Words(horizon)})" : axis.Name;

    private static string Figures(TuneEntry chosen, double single, double family) =>
        FormattableString.Invariant($"t {chosen.HeldOut.DifferenceT ?? 0:0.00}, p {P(single)} alone, {P(family)} after all trials");

    private static string P(double p) => p < .0001 ? "below 0.0001" : FormattableString.Invariant($"{p:0.0000}");

    private static TimeSpan Missing(TuneResult result, TunePlan plan)
    {
        var entry = result.Chosen ?? result.Current;
        var fitted = Math.Max(0, ScoreEvaluation.MinWindows - entry.Fitted.Windows) / (1 - plan.HoldOut);
        var heldOut = Math.Max(0, ScoreEvaluation.MinWindows - entry.HeldOut.Windows) / plan.HoldOut;
        return plan.Horizon * Math.Max(fitted, heldOut);
    }

    private static string NotEnough(TuneResult result, TunePlan plan, TimeSpan missing)
    {
        var entry = result.Chosen ?? result.Current;
        var days = missing > TimeSpan.Zero
            ? FormattableString.Invariant($" About {missing.TotalDays:0.0} more days are needed.")
            : "";
        return FormattableString.Invariant($"Not enough data: the fitted part has {entry.Fitted.Tokens} tokens and ")
            + FormattableString.Invariant($"{entry.Fitted.Windows} windows of {Words(plan.Horizon)} without overlap, the part held out ")
            + FormattableString.Invariant($"{entry.HeldOut.Tokens} and {entry.HeldOut.Windows}; a verdict needs ")
            + FormattableString.Invariant($"{ScoreEvaluation.MinTokens} and {ScoreEvaluation.MinWindows} in each.{days}");
    }
}
