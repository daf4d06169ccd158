namespace BirdeyeDiscovery.Tool;

/// <summary>Reads the data of the tool's answers about the score: its measurements over a period.</summary>
internal static class ScoreMeasure
{
    /// <exception cref="ToolException">No cycle of it has a score, or an option is not allowed.</exception>
    public static async Task<IReadOnlyList<ScoreReport>> ReadAsync(
        ToolHost host, Period period, ScoreEvaluationOptions options, bool auditsOnly, CancellationToken cancellationToken)
    {
        var (from, to) = await period.BoundsAsync(host, cancellationToken);
        IReadOnlyList<ScoreReport> reports;
        try
        {
            var cycles = ScoreEvaluation.ReadAsync(
                host.History, from, to, auditsOnly ? static cycle => cycle.Enrichment != CycleEnrichment.Staged : null, cancellationToken);
            reports = await ScoreEvaluation.MeasureAsync(cycles, options, cancellationToken);
        }
        catch (ArgumentException refused)
        {
            throw ToolException.Usage(refused.Message);
        }

        return reports.Any(static report => report.Cycles > 0)
            ? reports
            : throw ToolException.NoAnswer(auditsOnly
                ? "No cycle of this period scored every candidate: Discovery:AuditEvery says how often one does."
                : "No cycle of this period has a score.");
    }
}
