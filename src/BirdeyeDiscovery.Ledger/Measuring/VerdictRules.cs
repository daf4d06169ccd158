namespace BirdeyeDiscovery.Ledger;

/// <summary>Decides whether a factor of the score predicts returns, and writes the verdict as a sentence.</summary>
internal static class VerdictRules
{
    public static (ScoreVerdict Verdict, string Summary) Judge(ScoreFactor factor, FactorFigures figures, ReturnCoverage coverage)
    {
        var horizon = coverage.Horizon;
        if (WithoutReturns(figures, coverage) is { } reason)
        {
            return (ScoreVerdict.NotEnoughData, $"Not enough data: {reason}");
        }

        if (figures.Tokens < ScoreEvaluation.MinTokens)
        {
            return (
                ScoreVerdict.NotEnoughData,
                $"Not enough data: {figures.Tokens} tokens have a score and a return; a verdict needs {ScoreEvaluation.MinTokens}"
                + (MissingTime(figures, coverage) is var missing && missing > TimeSpan.Zero
                    ? $", and about {More(missing)} of windows that do not overlap."
                    : "."));
        }

        if (figures.IndependentWindows < ScoreEvaluation.MinWindows)
        {
            return (
                ScoreVerdict.NotEnoughData,
                FormattableString.Invariant(
                    $"Not enough data: {figures.IndependentWindows} of {ScoreEvaluation.MinWindows} independent windows ")
                + $"of {Words(horizon)}, about {More(MissingTime(figures, coverage))} are needed."
                + (figures.DetectableRankIc is { } ic
                    ? FormattableString.Invariant($" So far a rank IC of {ic:0.000} would be found in 80 of 100 cases.")
                    : ""));
        }

        if (figures.PValue is null)
        {
            return (
                ScoreVerdict.NotEnoughData,
                "Not enough data: every token contributes 0 to the rank IC, so it has no error to be tested with.");
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

    /// <summary>Gives the verdict of a measurement whether a shadow scorer orders the tokens better than the score.</summary>
    /// <param name="shadow">The figures of the shadow scorer.</param>
    /// <param name="score">The figures of the score on the same tokens and cycles.</param>
    /// <param name="difference">The paired difference.</param>
    /// <param name="coverage">The horizon, and which returns could be found.</param>
    public static (ScoreVerdict Verdict, string Summary) Compare(
        FactorFigures shadow, FactorFigures score, FactorFigures difference, ReturnCoverage coverage)
    {
        var horizon = coverage.Horizon;
        if (WithoutReturns(difference, coverage) is { } reason)
        {
            return (ScoreVerdict.NotEnoughData, $"No difference shown, not enough data: {reason}");
        }

        if (difference.Tokens < ScoreEvaluation.MinTokens)
        {
            return (
                ScoreVerdict.NotEnoughData,
                $"No difference shown, not enough data: {difference.Tokens} tokens have both scores and a return; a verdict needs "
                + $"{ScoreEvaluation.MinTokens}.");
        }

        var detectable = difference.DetectableRankIc is { } ic
            ? FormattableString.Invariant($"A difference of {ic:0.000} would be found in 80 of 100 cases.")
            : FormattableString.Invariant($"Fewer than {ScoreEvaluation.MinTokens} tokens have different ranks.");
        if (difference.IndependentWindows < ScoreEvaluation.MinWindows)
        {
            return (
                ScoreVerdict.NotEnoughData,
                FormattableString.Invariant($"No difference shown, not enough data: {difference.IndependentWindows} of ")
                + FormattableString.Invariant($"{ScoreEvaluation.MinWindows} independent windows of {Words(horizon)}, about ")
                + $"{More(MissingTime(difference, coverage))} are needed. {detectable}");
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

    /// <summary>
    /// Gets the expected time until a verdict has enough measuring windows, or zero when it has them or the time cannot be told.
    /// </summary>
    public static TimeSpan MissingTime(FactorFigures figures, ReturnCoverage coverage) =>
        coverage.IsTooShort || figures.IndependentWindows >= ScoreEvaluation.MinWindows
            || (figures.IndependentWindows == 0 && coverage.Scored > 0)
            ? TimeSpan.Zero
            : (figures.WindowInterval ?? coverage.Horizon) * (ScoreEvaluation.MinWindows - figures.IndependentWindows);

    // Says why more time alone brings no verdict on a factor, or null when it does.
    private static string? WithoutReturns(FactorFigures figures, ReturnCoverage coverage)
    {
        if (coverage.IsTooShort)
        {
            var spacing = Words(coverage.Spacing!.Value);
            return $"the cycles are {spacing} apart, so a return of {Words(coverage.Horizon)} cannot be measured; "
                + $"the shortest horizon that can is {spacing}.";
        }

        if (!coverage.IsMissing
            || (figures.Tokens >= ScoreEvaluation.MinTokens && figures.IndependentWindows >= ScoreEvaluation.MinWindows))
        {
            return null;
        }

        return FormattableString.Invariant($"{coverage.Missing} of {coverage.Scored} scores have no return, because no price is stored ")
            + $"within {Words(coverage.Delay)} after the scoring and after the horizon. "
            + (coverage.NeededDelay is { } needed
                ? $"The cycles are {Words(coverage.Spacing!.Value)} apart: set MaxPriceDelay (measure --max-price-delay) to "
                    + $"{Words(needed)} or more."
                : "More days alone do not bring a verdict: the scored tokens are not observed again.");
    }

    private static string More(TimeSpan missing) => missing >= TimeSpan.FromDays(1)
        ? FormattableString.Invariant($"{missing.TotalDays:0.0} more days")
        : missing >= TimeSpan.FromHours(1)
        ? FormattableString.Invariant($"{missing.TotalHours:0.0} more hours")
        : FormattableString.Invariant($"{Math.Max(1, missing.TotalMinutes):0} more minutes");

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
