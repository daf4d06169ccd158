namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the tool's answer about what happened to one token in a period, newest first.</summary>
internal sealed record TokenHistory(
    string Address,
    string? Symbol,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<ScoreHistoryEntry> Scores,
    IReadOnlyList<RejectionHistoryEntry> Rejections,
    IReadOnlyList<LifecycleEvent> Events)
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromDays(1);

    /// <summary>Reads the tool's answer about one token between two times; by default in the 24 hours up to the newest cycle.</summary>
    public static async Task<TokenHistory> ReadAsync(
        ToolHost host, string token, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var newest = await host.NewestAsync(cancellationToken);
        var end = to ?? newest.CycleTimestamp;
        var start = from ?? end - DefaultPeriod;
        var address = await TokenFinder.AddressOfAsync(host, token, cancellationToken);

        // Both ends of the period that the tool asks for are times of cycles that belong to it, and the store excludes the end, so one
        // millisecond is added. Without a given end, events after the newest cycle are read too, because people act at any time.
        var after = end.AddMilliseconds(1);
        var scores = await host.History.GetScoreHistoryAsync(address, start, after, cancellationToken);
        var rejections = await host.History.GetRejectionHistoryAsync(address, start, after, cancellationToken);
        var events = await host.History.GetEventHistoryAsync(
            address, start, to is null ? DateTimeOffset.MaxValue : after, cancellationToken);
        if (scores.Count + rejections.Count + events.Count == 0)
        {
            throw ToolException.NoAnswer($"Nothing is stored of {PlainText.Clean(address, 100)} from {Figures.Time(start)} to "
                + $"{Figures.Time(end)}: no cycle scored or rejected it, and nothing changed it.");
        }

        var symbol = scores is [var score, ..] ? score.Score.Symbol
            : rejections is [var rejection, ..] ? rejection.Rejection.Symbol
            : (await host.Tokens.FindAsync(address, cancellationToken))?.Symbol;
        return new TokenHistory(address, symbol, start, end, scores, rejections, events);
    }
}
