namespace BirdeyeDiscovery.Ledger;

/// <summary>Decides whether a factor predicts returns, and says so in a sentence.</summary>
internal static class VerdictRules
{
    public static (ScoreVerdict Verdict, string Summary) Judge(ScoreFactor factor, FactorFigures figures, TimeSpan horizon)
    {
        if (figures.Tokens < ScoreEvaluation.MinTokens)
        {
            return (
                ScoreVerdict.NotEnoughData,
                $"Not enough data: {figures.Tokens} tokens have a score and a return; a verdict needs {ScoreEvaluation.MinTokens}"
                + (MissingTime(figures, horizon) is var missing && missing > TimeSpan.Zero
                    ? FormattableString.Invariant($", and about {missing.TotalDays:0.0} more days of windows that do not overlap.")
                    : "."));
        }

        if (figures.IndependentWindows < ScoreEvaluation.MinWindows || figures.PValue is null)
        {
            return (
                ScoreVerdict.NotEnoughData,
                FormattableString.Invariant(
                    $"Not enough data: {figures.IndependentWindows} of {ScoreEvaluation.MinWindows} independent windows ")
                + FormattableString.Invariant($"of {Words(horizon)}, ")
                + FormattableString.Invariant($"about {MissingTime(figures, horizon).TotalDays:0.0} more days are needed. ")
                + FormattableString.Invariant($"So far a rank IC of {figures.DetectableRankIc:0.000} would be found in 80 of 100 cases."));
        }

        var (lower, upper) = figures.RankIcInterval!.Value;
        var found = FormattableString.Invariant($"rank IC {figures.RankIc:0.000}, 95 % interval {lower:0.000} to {upper:0.000}, ")
            + (figures.PValue < .0001 ? "p < 0.0001" : FormattableString.Invariant($"p {figures.PValue:0.0000}"));
        return figures.PValue >= .05
            ? (
                ScoreVerdict.No,
                $"No: {Words(factor)} does not predict the return of the next {Words(horizon)} ({found}). "
                + FormattableString.Invariant($"A rank IC of {figures.DetectableRankIc:0.000} would be found in 80 of 100 cases."))
            : figures.RankIc > 0
            ? (ScoreVerdict.Yes, $"Yes: higher scores were followed by higher returns of the next {Words(horizon)} ({found}).")
            : (
                ScoreVerdict.Reversed,
                $"No, the reverse: higher scores were followed by lower returns of the next {Words(horizon)} ({found}).");
    }

    /// <summary>Decides whether a shadow scorer orders the tokens better than the score.</summary>
    /// <param name="shadow">The figures of the shadow scorer.</param>
    /// <param name="score">The figures of the score on the same tokens and cycles.</param>
    /// <param name="difference">The paired difference.</param>
    /// <param name="horizon">The horizon.</param>
    public static (ScoreVerdict Verdict, string Summary) Compare(
        FactorFigures shadow, FactorFigures score, FactorFigures difference, TimeSpan horizon)
    {
        if (difference.Tokens < ScoreEvaluation.MinTokens)
        {
            return (
                ScoreVerdict.NotEnoughData,
                $"No difference shown, not enough data: {difference.Tokens} tokens have both scores and a return; a verdict needs "
                + $"{ScoreEvaluation.MinTokens}.");
        }

        var detectable = difference.DetectableRankIc is { } ic
            ? FormattableString.Invariant($"A difference of {ic:0.000} would be found in 80 of 100 cases.")
            : "Both scores order the tokens in the same way.";
        if (difference.IndependentWindows < ScoreEvaluation.MinWindows)
        {
            return (
                ScoreVerdict.NotEnoughData,
                FormattableString.Invariant($"No difference shown, not enough data: {difference.IndependentWindows} of ")
                + FormattableString.Invariant($"{ScoreEvaluation.MinWindows} independent windows of {Words(horizon)}, about ")
                + FormattableString.Invariant($"{MissingTime(difference, horizon).TotalDays:0.0} more days are needed. {detectable}"));
        }

        if (difference.RankIcInterval is not { } interval)
        {
            return (ScoreVerdict.No, $"No difference: {detectable.ToLowerInvariant()}");
        }

        var found = FormattableString.Invariant($"rank IC {shadow.RankIc:0.000} against {score.RankIc:0.000} of the score, difference ")
            + FormattableString.Invariant($"{difference.RankIc:0.000}, 95 % interval {interval.Lower:0.000} to {interval.Upper:0.000}, ")
            + (difference.PValue < .0001 ? "p < 0.0001" : FormattableString.Invariant($"p {difference.PValue:0.0000}"));
        return difference.PValue >= .05
            ? (ScoreVerdict.No, $"No difference shown for the return of the next {Words(horizon)} ({found}). {detectable}")
            : difference.RankIc > 0
            ? (ScoreVerdict.Yes, $"Better than the score for the return of the next {Words(horizon)} ({found}).")
            : (ScoreVerdict.Reversed, $"Worse than the score for the return of the next {Words(horizon)} ({found}).");
    }

    public static TimeSpan MissingTime(FactorFigures figures, TimeSpan horizon) =>
        horizon * Math.Max(0, ScoreEvaluation.MinWindows - figures.IndependentWindows);

    private static string Words(ScoreFactor factor) => factor switch
    {
        ScoreFactor.Total => "the score",
        ScoreFactor.Tracked => "being tracked",
        _ => $"the component {factor}",
    };

    private static string Words(TimeSpan horizon) => horizon.Ticks % TimeSpan.TicksPerHour == 0
        ? FormattableString.Invariant($"{horizon.TotalHours:0} h")
        : FormattableString.Invariant($"{horizon.TotalMinutes:0.##} min");
}
