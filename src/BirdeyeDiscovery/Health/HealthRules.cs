using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Decides how healthy the parts of an engine are. Pure.</summary>
/// <remarks>
/// An outage degrades a part at once. The part is unhealthy when the outage outlasts the patience, which is the longest cycle and three
/// intervals: the published scores are stale by then.
/// </remarks>
internal static class HealthRules
{
    /// <summary>
    /// Decides the health of the engine. Only a loop that hangs or is never called is unhealthy, because only a restart heals that.
    /// </summary>
    /// <param name="runs">The runs so far.</param>
    /// <param name="fallback">The patience before the first run has read its options.</param>
    /// <param name="leads">Whether this host leads.</param>
    /// <param name="clockFault">What is wrong with the clock.</param>
    /// <param name="last">The snapshot of the last cycle of this host.</param>
    public static HealthReason OfEngine(RunFacts runs, TimeSpan fallback, bool leads, string? clockFault, SnapshotRecord? last)
    {
        if (runs.Silence > (runs.Patience ?? fallback))
        {
            return HealthReason.Unhealthy(runs.IsRunning
                ? $"A run has lasted for {Seconds(runs.Silence)}."
                : $"No run was started for {Seconds(runs.Silence)}.");
        }

        if (clockFault is not null)
        {
            return HealthReason.Degraded($"This host does not lead: {clockFault}.");
        }

        if (runs.Failure is { } failure)
        {
            return HealthReason.Degraded($"The last run failed: {failure}.");
        }

        if (!runs.HasEnded)
        {
            return HealthReason.Degraded("The first run has not ended yet.");
        }

        if (!leads)
        {
            return HealthReason.Healthy("This host follows another one.");
        }

        return last is { Outcome: CycleOutcome.Failed }
            ? HealthReason.Degraded($"The last cycle failed: {last.Error}.")
            : HealthReason.Healthy("This host leads.");
    }

    /// <summary>Decides the health of a part by how long it has failed.</summary>
    public static HealthReason OfOutage(string text, TimeSpan lasted, TimeSpan patience) => lasted > patience
        ? HealthReason.Unhealthy($"{text}, for {Seconds(lasted)}.")
        : HealthReason.Degraded($"{text}.");

    /// <summary>Judges the live view. It is never unhealthy: the engine works without it, and no fact is lost.</summary>
    /// <param name="view">The live view.</param>
    /// <param name="missing">How long the cache has had no view, while it has none.</param>
    /// <param name="patience">
    /// How long it may have none; null for a host that only reads the view. Such a host has no other work, and an engine elsewhere may have
    /// published to another place.
    /// </param>
    public static HealthReason OfLiveView(LiveAnswer<LiveView> view, TimeSpan missing, TimeSpan? patience) => view switch
    {
        { Kind: LiveAnswerKind.Unavailable } => HealthReason.Degraded("The live view does not answer."),
        { Kind: LiveAnswerKind.Missing } when patience is null => HealthReason.Degraded(
            "There is no live view: no engine has published a cycle, Cache:KeyPrefix differs from the engine's, or the cache was emptied."),
        { Kind: LiveAnswerKind.Missing } when missing > patience => HealthReason.Degraded(
            $"No cycle has been published for {Seconds(missing)}."),
        { Kind: LiveAnswerKind.Missing } => HealthReason.Healthy("No cycle was published yet."),
        { IsStale: true } => HealthReason.Degraded(string.Create(
            CultureInfo.InvariantCulture, $"The live view is stale: its cycle is that of {view.AsOf:O}.")),
        _ => HealthReason.Healthy("The live view is fresh."),
    };

    /// <summary>
    /// Decides the health of the budget of compute units; null when it is not short. A long interval alone does not degrade: the host does
    /// what its budget is meant for.
    /// </summary>
    public static HealthReason? OfBudget(BudgetForecast? budget) => budget switch
    {
        { IsUsedUp: true } => HealthReason.Unhealthy(string.Create(
            CultureInfo.InvariantCulture, $"The compute units of the month are used up; no request is sent before {budget.ResetsAt:O}.")),
        { Stretch.LeavesOutCandidates: true } => HealthReason.Degraded(string.Create(
            CultureInfo.InvariantCulture, $"The compute units of the month are short: {budget.Stretch}.")),
        _ => null,
    };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}
