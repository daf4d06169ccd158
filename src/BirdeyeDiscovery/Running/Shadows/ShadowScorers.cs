using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>
/// Adds the scores of the shadow scorers to a plan that is made. They come after every decision, so that they cannot change one, and ask
/// for no data.
/// </summary>
internal sealed partial class ShadowScorers(string engine, IReadOnlyList<ShadowScorer> scorers, TimeProvider clock, ILogger logger)
{
    // All shadow scorers together may delay the commit of a cycle by this time. They score no further token after it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the shadow scores to a plan. Without a shadow scorer, or without a scored token, the plan is returned as it is.
    /// </summary>
    public CyclePlan AddTo(CyclePlan plan, CycleInput input) =>
        scorers.Count == 0 || plan.Scores.Count == 0 ? plan : plan with { ShadowScores = Score(plan, input) };

    private List<ShadowScoreRecord> Score(CyclePlan plan, CycleInput input)
    {
        var tokens = Scored(plan, input);
        var rows = new List<ShadowScoreRecord>(tokens.Count * scorers.Count);
        var started = clock.GetTimestamp();
        foreach (var scorer in scorers)
        {
            scorer.Score(
                tokens,
                input.Options.Scoring,
                () => clock.GetElapsedTime(started) > Patience,
                rows,
                (type, cause, failure) => ShadowScorerFailed(logger, engine, scorer.Name, type, cause, failure));
        }

        return rows;
    }

    /// <summary>
    /// Gets the tokens for the shadow scorers: those with a score row, and the inputs from which the total of that row was computed: with
    /// the worst values of what is missing.
    /// </summary>
    private static List<(string Address, ScoreInputs Inputs)> Scored(CyclePlan plan, CycleInput input)
    {
        var facts = new Dictionary<string, CandidateFacts>(input.Candidates.Count, StringComparer.Ordinal);
        foreach (var candidate in input.Candidates)
        {
            facts.TryAdd(candidate.Address, candidate);
        }

        var tokens = new List<(string Address, ScoreInputs Inputs)>(plan.Scores.Count);
        foreach (var row in plan.Scores)
        {
            var peak = input.State.PeakLiquidityUsd.TryGetValue(row.TokenAddress, out var stored) ? (double?)stored : null;
            var known = ScoreInputs.Of(
                facts[row.TokenAddress], facts[row.TokenAddress].Security, peak, input.CycleTimestamp);
            tokens.Add((row.TokenAddress, MissingInputs.AtWorst(in known)));
        }

        return tokens;
    }

    [LoggerMessage(
        1025,
        LogLevel.Warning,
        "{Engine}: the shadow scorer {Scorer} ({Type}) failed: {Cause} Its scores of such tokens are missing, and nothing else changes; "
        + "this is logged once")]
    private static partial void ShadowScorerFailed(
        ILogger logger, EngineLabel engine, string scorer, string type, string cause, Exception? failure);
}
