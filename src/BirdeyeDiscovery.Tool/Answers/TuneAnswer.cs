namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the tool's answer to <c>tune</c>: what a search for better options found.</summary>
internal sealed record TuneAnswer
{
    private const int Page = 500;

    private static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Gets the searches of the tool's answer to <c>tune</c>: for weights, then for thresholds, each if it was asked for.
    /// </summary>
    public required IReadOnlyList<TuneResult> Searches { get; init; }

    /// <summary>
    /// Gets in the tool's answer to <c>tune</c> the closed trades by the options under which they were opened, most trades first.
    /// </summary>
    public required IReadOnlyList<TradeYardstick> Trades { get; init; }

    /// <summary>Gets why the tool's answer to <c>tune</c> has no trades; null when they were read.</summary>
    public string? TradesNotRead { get; init; }

    public static async Task<TuneAnswer> RunAsync(
        ToolHost host,
        TunePlan plan,
        int weights,
        IReadOnlyDictionary<string, IReadOnlyList<string>> thresholds,
        TimeProvider clock,
        Action<long> report,
        CancellationToken cancellationToken)
    {
        var options = host.Options;
        var replayer = host.Get<ICycleReplayer>();
        var book = new TrialBook(host.Find<IEvaluationTrials>(), "", options.Birdeye.Chain, clock);
        var variants = thresholds.Count == 0 ? [] : ThresholdVariants.Of(thresholds);
        IAsyncEnumerable<ObservedCycle> Read(DateTimeOffset from, DateTimeOffset to) =>
            ScoreEvaluation.ReadAsync(host.History, from, to, cancellationToken);
        var searches = new List<TuneResult>();
        var done = 0L;
        void Report(long _) => report(++done);
        if (weights > 0)
        {
            var found = await new WeightSearch(plan, Read, replayer, Report).RunAsync(options.Scoring, weights, cancellationToken);
            searches.Add(await book.JudgeAsync(found, plan, cancellationToken));
        }

        if (variants.Count > 0)
        {
            var found = await new ThresholdSearch(plan, Read, replayer, Report).RunAsync(variants, cancellationToken);
            searches.Add(await book.JudgeAsync(found, plan, cancellationToken));
        }

        // The search of tune may take hours, so the tool's answer keeps its result even if the trades cannot be read.
        try
        {
            return new TuneAnswer { Searches = searches, Trades = await TradesAsync(host, searches[^1].Trials, cancellationToken) };
        }
        catch (DiscoveryStoreException failed)
        {
            return new TuneAnswer { Searches = searches, Trades = [], TradesNotRead = failed.Message };
        }
    }

    private static async Task<IReadOnlyList<TradeYardstick>> TradesAsync(ToolHost host, long trials, CancellationToken cancellationToken)
    {
        if (host.Get<DiscoveryStore>().Trades is not { } ledger)
        {
            return [];
        }

        // In the tool's answer to tune, the options of a trade are those of the last cycle before it was opened.
        var cycles = new List<(DateTimeOffset Time, string Version, string Hash)>();
        long last = 0;
        IReadOnlyList<SnapshotRecord> page;
        do
        {
            page = await host.History.GetSnapshotsAfterAsync(last, Page, cancellationToken);
            foreach (var snapshot in page)
            {
                last = snapshot.Id;
                if (cycles.Count == 0 || (cycles[^1].Version, cycles[^1].Hash) != (snapshot.ScoreVersion, snapshot.OptionsHash))
                {
                    cycles.Add((snapshot.CycleTimestamp, snapshot.ScoreVersion, snapshot.OptionsHash));
                }
            }
        }
        while (page.Count == Page);
        var trades = new List<(string ScoreVersion, string OptionsHash, double Return)>();
        foreach (var token in await host.Tokens.GetTokensAsync([], cancellationToken))
        {
            if (token.TradesCount == 0)
            {
                continue;
            }

            var closes = await ledger.GetClosesAsync(token.Address, DateTimeOffset.UnixEpoch, Latest, cancellationToken);
            foreach (var close in closes)
            {
                var at = cycles.FindLastIndex(cycle => cycle.Time <= close.OpenedAt);
                if (close.ReturnPct is { } percent && at >= 0)
                {
                    trades.Add((cycles[at].Version, cycles[at].Hash, (double)percent / 100));
                }
            }
        }

        return TradeYardstick.Of(trades, trials);
    }
}
