namespace BirdeyeDiscovery.Ledger;

/// <summary>Gathers the figures and words of the HTML report from any store.</summary>
internal sealed class LedgerReporter(
    IDiscoveryHistory history,
    ITrackedTokenStore tokens,
    IDiscoveryAnalytics analytics,
    IDiscoveryExplainer explainer,
    TimeProvider clock) : ILedgerReporter
{
    private const int DaysOfHistory = 7;

    public async ValueTask<LedgerReport> BuildAsync(LedgerReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LedgerReportOptions();
        var (from, to) = options.Period(clock.GetUtcNow());
        var tracked = await tokens.GetTokensAsync([TokenStatus.Active, TokenStatus.Paused], cancellationToken).ConfigureAwait(false);
        var addresses = tracked.Select(static token => token.Address).ToList();
        var (grid, tally) = await CountAsync(from, to, addresses, options, cancellationToken).ConfigureAwait(false);
        var ordered = tracked.OrderBy(static token => token.Status)
            .ThenByDescending(token => tally.Histories.Newest(token.Address)?.Score.TotalScore ?? -1)
            .ThenBy(static token => token.Address, StringComparer.Ordinal)
            .ToList();
        var (reports, unexplained) = await TokensAsync(ordered, tally, from, to, options.MaxTokens, cancellationToken)
            .ConfigureAwait(false);
        var categories = await analytics.GetPerformanceByCategoryAsync(cancellationToken).ConfigureAwait(false);
        var since = to.AddDays(-LedgerReport.DaysOfQueries);
        return new LedgerReport
        {
            From = from,
            To = to,
            Step = grid.Step,
            Tokens = reports,
            WhyNotExplained = unexplained,
            Periods = tally.Periods(),
            Rejections = tally.Rejections(),
            Failures = tally.Failures(),
            Scores = tally.Scores(),
            Effectiveness = await analytics.GetScoreEffectivenessAsync(cancellationToken).ConfigureAwait(false),
            TopPerformers = await analytics.GetTopPerformersAsync(
                new TopPerformersQuery { DiscoveredSince = since }, cancellationToken).ConfigureAwait(false),
            Categories = categories,
            Strategies = StrategyByCategory.From(categories),
            Comparisons = await CompareAsync(since, cancellationToken).ConfigureAwait(false),
            History = await HistoryAsync(options.HistoryToken, ordered, to, cancellationToken).ConfigureAwait(false),
        };
    }

    private async ValueTask<(PeriodGrid Grid, CycleTally Tally)> CountAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<string> addresses,
        LedgerReportOptions options,
        CancellationToken cancellationToken)
    {
        // The first cycle decides the grid of the report, so that the charts of a young store are not empty for the most part.
        PeriodGrid grid = default;
        CycleTally? tally = null;
        await foreach (var cycle in CyclePages.ReadAsync(history, from, to, cancellationToken).ConfigureAwait(false))
        {
            if (tally is null)
            {
                grid = PeriodGrid.Of(cycle.Snapshot.CycleTimestamp, to, options.MaxPoints);
                tally = new CycleTally(grid, addresses, options.Measuring);
            }

            tally.Add(cycle);
        }

        return (grid, tally ?? new CycleTally(default, addresses, options.Measuring));
    }

    private async ValueTask<(IReadOnlyList<TrackedTokenReport> Reports, string? Unexplained)> TokensAsync(
        List<TrackedToken> ordered, CycleTally tally, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken)
    {
        var reports = new List<TrackedTokenReport>();
        string? unexplained = null;
        foreach (var token in ordered)
        {
            var score = tally.Histories.Newest(token.Address);
            if (reports.Count >= most)
            {
                reports.Add(new TrackedTokenReport { Token = token, Score = score, Why = WhySentences.Of(token, null, null) });
                continue;
            }

            var events = await history.GetEventHistoryAsync(token.Address, from, to, cancellationToken).ConfigureAwait(false);

            // The report shows the present status, which may have begun before or after the period. So all events of the token are searched
            // for its start.
            var since = (await history
                .GetEventHistoryAsync(token.Address, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, cancellationToken)
                .ConfigureAwait(false)).FirstOrDefault(row => row.ToStatus == token.Status)?.CreatedAt;
            TokenExplanation? explanation = null;
            if (unexplained is null)
            {
                try
                {
                    explanation = await explainer.ExplainAsync(token.Address, to.AddMilliseconds(-1), cancellationToken)
                        .ConfigureAwait(false);
                }
                catch (LedgerException fault)
                {
                    // The report being built cannot explain the cycle for any token, so the other tokens are not tried.
                    unexplained = fault.Message;
                }
            }

            reports.Add(new TrackedTokenReport
            {
                Token = token,
                Since = since,
                Score = score,
                Explanation = explanation,
                Why = WhySentences.Of(token, since, explanation),
                Scores = tally.Histories.Points(token.Address),
                Events = events,
            });
        }

        return (reports, unexplained);
    }

    private async ValueTask<IReadOnlyList<CategoryComparison>> CompareAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var all = new List<CategoryComparison>();
        foreach (var category in Enum.GetValues<TokenCategory>())
        {
            var strategies = await analytics.CompareStrategiesAsync(category, since, cancellationToken).ConfigureAwait(false);
            if (strategies.Count > 0)
            {
                all.Add(new CategoryComparison(category, strategies));
            }
        }

        return all;
    }

    // The report shows the scores after a time, and the store includes the start of a period. One millisecond is added to exclude that
    // time.
    private async ValueTask<TokenScoreHistory?> HistoryAsync(
        string? address, List<TrackedToken> ordered, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var chosen = address ?? ordered.FirstOrDefault()?.Address;
        if (chosen is null)
        {
            return null;
        }

        var entries = await history.GetScoreHistoryAsync(
            chosen, to.AddDays(-DaysOfHistory).AddMilliseconds(1), to, cancellationToken).ConfigureAwait(false);
        var symbol = entries.Count > 0
            ? entries[0].Score.Symbol
            : ordered.Find(token => token.Address == chosen)?.Symbol;
        return new TokenScoreHistory(chosen, symbol, entries);
    }
}
