namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the tool's answer to <c>why</c>: why a cycle decided as it did on a token, with the scores that led there.</summary>
/// <param name="Explanation">The explanation.</param>
/// <param name="Trend">The last totals up to the cycle, oldest first.</param>
/// <param name="Now">How the token stands now; null if it is not tracked, and for a cycle of the past.</param>
internal sealed record TokenWhy(TokenExplanation Explanation, IReadOnlyList<ScoreHistoryEntry> Trend, StandingNow? Now = null)
{
    private const int TrendCycles = 48;

    public static async Task<TokenWhy> ReadAsync(ToolHost host, string token, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(token))
        {
            throw ToolException.Usage("TOKEN is empty; allowed is an address or a symbol.");
        }

        await TokenFinder.CheckAddressAsync(host, token, cancellationToken);
        var explanation = await TokenFinder.WithStatusesAsync(
            host, async () => await host.Get<IDiscoveryExplainer>().ExplainAsync(token, at, cancellationToken), cancellationToken);
        if (!StorableText.CanStore(explanation.Address))
        {
            return new TokenWhy(explanation, []);
        }

        var row = at is null ? await host.Tokens.FindAsync(explanation.Address, cancellationToken) : null;
        var now = row is null ? null : new StandingNow(row.Status, row.StatusReason, row.HeldBy, row.HoldReason);
        var cycle = explanation.Cycle;
        var window = TimeSpan.FromSeconds(cycle.DiscoveryFrequencySecs * (double)TrendCycles);
        var scores = await host.History.GetScoreHistoryAsync(
            explanation.Address, cycle.CycleTimestamp - window, cycle.CycleTimestamp.AddMilliseconds(1), cancellationToken);
        return new TokenWhy(explanation, [.. scores.Take(TrendCycles).Reverse()], now);
    }
}
