using BirdeyeDiscovery.Caching;

namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the tool's answer about a live view that was published again from the store.</summary>
/// <param name="Cycle">The time of the published cycle.</param>
/// <param name="ActiveTokens">The number of active tokens.</param>
/// <param name="Scores">The number of scores; 0 for a cycle that is too old for its scores to be shown.</param>
/// <param name="IsPublished">Whether it was published; not if the cache has a newer cycle.</param>
internal sealed record LiveRebuild(DateTimeOffset Cycle, int ActiveTokens, int Scores, bool IsPublished)
{
    private const int Newest = 10;

    /// <summary>Publishes the last stored cycle for the tool's command as the engine does after a start, and reads it back.</summary>
    /// <exception cref="ToolException">There is no cycle, or the cache did not accept it.</exception>
    public static async Task<LiveRebuild> RunAsync(ToolHost host, TimeProvider clock, CancellationToken cancellationToken)
    {
        var options = host.Options;
        var newest = await host.History.GetSnapshotsAsync(Newest, cancellationToken);
        var good = newest.FirstOrDefault(static cycle => cycle.Outcome != CycleOutcome.Failed);
        var snapshot = good ?? (newest.Count > 0 ? newest[0] : throw ToolException.NoCycles());
        var cache = host.Get<ICacheLayer>();
        var tokens = await host.Tokens.GetTokensAsync([TokenStatus.Active, TokenStatus.Paused], cancellationToken);
        var active = tokens.Count(static token => token.Status == TokenStatus.Active);

        // If the live view has a newer cycle than the tool read from the store, a leader published it. It is not overwritten, and the
        // answer of the tool describes it instead.
        if (await cache.GetViewAsync(cancellationToken) is { } shown && shown.CycleTimestamp > snapshot.CycleTimestamp)
        {
            return new LiveRebuild(shown.CycleTimestamp, shown.ActiveTokens.Count, shown.Scores.Count, IsPublished: false);
        }

        // A stale score is not published, and the tool's answer counts none. The list of active tokens is correct at any age.
        var age = good is null ? null : ClockRules.AgeOf(good.CycleTimestamp, clock.GetUtcNow(), ClockRules.Tolerance(options));
        IReadOnlyList<ScoreRecord> scores = good is null || age is null || age >= LivePublisher.FreshFor(good, options.Discovery.Interval)
            ? []
            : await host.History.GetScoresAsync(good.Id, cancellationToken);
        await new LivePublisher(cache, clock).PublishAsync(options, snapshot, scores, tokens, CycleFindings.None, age, cancellationToken);
        return await cache.GetViewAsync(cancellationToken) is { } view && view.CycleTimestamp == snapshot.CycleTimestamp
            ? new LiveRebuild(snapshot.CycleTimestamp, active, scores.Count, IsPublished: true)
            : throw new ToolException(ExitCodes.Store, "Redis did not accept the live view: check that it runs, and its connection "
                + "string.");
    }
}
