using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Tests.Ledger.Measuring;
using NSubstitute;

#pragma warning disable CA2012 // A call on a substitute that sets an answer up is none.

namespace BirdeyeDiscovery.Tests.Ledger.Reporting;

/// <summary>Reports of generated cycles, with made-up trades.</summary>
internal static class SampleReports
{
    private static readonly string[] Names = ["BONK", "WIF", "POPCAT", "PYTH", "MEW", "RAY", "ORCA", "TNSR", "W", "KMNO", "DRIFT", "CLOUD"];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Builds the report over a generated market.</summary>
    public static async Task<LedgerReport> OfAsync(LedgerMarket market, LedgerReportOptions? options = null)
    {
        var (input, plan) = market.Cycles[^1];
        var rows = input.State.Tokens.ToDictionary(static token => token.Address);
        foreach (var token in plan.Tokens)
        {
            rows[token.Address] = token;
        }

        market.Tokens.GetTokensAsync(Arg.Any<IReadOnlyCollection<TokenStatus>>(), Arg.Any<CancellationToken>())
            .Returns(new ValueTask<IReadOnlyList<TrackedToken>>([.. rows.Values.Where(static token => token.Status != TokenStatus.Removed)]));
        var to = options?.To ?? input.CycleTimestamp.AddMinutes(1);
        options = new LedgerReportOptions
        {
            From = options?.From,
            To = to,
            MaxTokens = options?.MaxTokens ?? 20,
            MaxPoints = options?.MaxPoints ?? 120,
        };
        return await new LedgerReporter(market.History, market.Tokens, Analytics(), market.Explainer, TimeProvider.System).BuildAsync(options, Cancel);
    }

    /// <summary>Gets the page of a report.</summary>
    public static async Task<string> PageAsync(LedgerReport report)
    {
        await using var writer = new StringWriter();
        await LedgerReportPage.WriteHtmlAsync(report, writer, Cancel);
        return writer.ToString();
    }

    /// <summary>Gets a report with names that people know and with enough prices for a verdict, for the picture of the docs.</summary>
    public static async Task<LedgerReport> ForPictureAsync()
    {
        var market = LedgerMarket.Run(21, 900, isStaged: true);
        var report = await OfAsync(market, new LedgerReportOptions { MaxTokens = 9 });
        var measured = ScoreEvaluation.Measure(
            new GeneratedMarket(7) { Cycles = 9 * 720, Dwell = 240, Followed = 720, Edge = .03 }.Read());
        var known = report.Tokens.Where(static token => !token.Token.IsPermanent).Select(static token => token.Token.Address).ToList();
        report = WithCosts(report);
        report = Copy(report, [.. report.Tokens.OrderByDescending(static token => token.Scores.Count)], report.Scores, static text => text);
        return Changed(
            report,
            token => token with
            {
                Symbol = known.IndexOf(token.Address) is >= 0 and var index && index < Names.Length ? Names[index] : token.Symbol,
                Address = Base58(token.Address),
                TradesCount = Base58(token.Address)[0] % 30,
                TotalPnlUsd = (Base58(token.Address)[1] - 70) * 3.75m,
            },
            measured);
    }

    // An address of its own that looks like one.
    private static string Base58(string text)
    {
        const string letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        return string.Concat(System.Security.Cryptography.SHA512.HashData(System.Text.Encoding.UTF8.GetBytes(text)).Take(44).Select(static part => letters[part % letters.Length]));
    }

    // The generated cycles send no requests, and none of them fails.
    private static LedgerReport WithCosts(LedgerReport report)
    {
        var random = new Random(5);
        var periods = report.Periods.Select((period, index) => new CyclePeriod
        {
            Start = period.Start,
            Cycles = period.Cycles,
            Failed = index is 17 or 40 ? 1 + (index % 3) : 0,
            Degraded = random.Next(12) == 0 ? 1 : 0,
            Scored = period.Scored,
            Tracked = period.Tracked,
            Rejected = period.Rejected,
            Entered = period.Entered,
            Left = period.Left,
            ApiCalls = period.Cycles * (22 + random.Next(6)),
            MostApiCalls = 34 + random.Next(20),
            ComputeUnits = period.Cycles * (780L + random.Next(90)),
            MostComputeUnits = 1_000 + random.Next(500),
            DurationMs = period.Cycles * (850 + random.Next(200)),
            LongestMs = 1_200 + random.Next(2_500),
        }).ToList();
        return Copy(
            report,
            report.Tokens,
            report.Scores,
            static text => text,
            periods,
            [
                new(report.To.AddHours(-10), CycleOutcome.Failed, "The list could not be read: 503 after 3 tries."),
                new(report.To.AddHours(-10.1), CycleOutcome.Failed, "The list could not be read: 503 after 3 tries."),
                new(report.To.AddHours(-15), CycleOutcome.Degraded, "4 of 38 security answers failed."),
            ]);
    }

    /// <summary>Gets the report with other rows of tokens and other measurements.</summary>
    public static LedgerReport Changed(LedgerReport report, Func<TrackedToken, TrackedToken> change, IReadOnlyList<ScoreReport>? scores = null) =>
        Copy(report, [.. report.Tokens.Select(token => Copy(token, change(token.Token), token.Why, token.Events))], scores ?? report.Scores, static text => text);

    /// <summary>Gets the report with one text in every place where a stranger's text can stand.</summary>
    public static LedgerReport Renamed(LedgerReport report, string name) => Copy(
        report,
        [.. report.Tokens.Select(token => Copy(
            token,
            token.Token with { Symbol = name, Name = name, StrategyType = name, StatusReason = name, HeldBy = name, HoldReason = name },
            [.. token.Why.Select(_ => name)],
            [.. token.Events.Select(row => row with { Reason = name })]))],
        report.Scores,
        _ => name);

    private static TrackedTokenReport Copy(TrackedTokenReport token, TrackedToken row, IReadOnlyList<string> why, IReadOnlyList<LifecycleEvent> events) => new()
    {
        Token = row,
        Since = token.Since,
        Score = token.Score,
        Explanation = token.Explanation,
        Why = why,
        Scores = token.Scores,
        Events = events,
    };

    private static LedgerReport Copy(
        LedgerReport report,
        IReadOnlyList<TrackedTokenReport> tokens,
        IReadOnlyList<ScoreReport> scores,
        Func<string, string> rename,
        IReadOnlyList<CyclePeriod>? periods = null,
        IReadOnlyList<CycleFailure>? failures = null) => new()
        {
            From = report.From,
            To = report.To,
            Step = report.Step,
            Tokens = tokens,
            WhyNotExplained = report.WhyNotExplained,
            Periods = periods ?? report.Periods,
            Rejections = [.. report.Rejections.Select(row => new RejectionCount { Stage = row.Stage, ReasonCode = rename(row.ReasonCode), Count = row.Count, ByPeriod = row.ByPeriod })],
            Failures = [.. (failures ?? report.Failures).Select(row => new CycleFailure(row.CycleTimestamp, row.Outcome, rename(row.Error ?? "")))],
            Scores = scores,
            Effectiveness = report.Effectiveness,
            TopPerformers =
            [
                .. report.TopPerformers.Select(row => Performer(
                    rename(row.Symbol), row.Trades.TradesCount, row.Trades.WinCount, row.Trades.PnlUsd, row.Since.TradesCount, row.Since.PnlUsd)),
            ],
            Categories = report.Categories,
            Strategies = StrategyByCategory.From([.. report.Categories.Select(row => new CategoryPerformance
            {
                Category = row.Category,
                StrategyType = rename(row.StrategyType),
                Tokens = row.Tokens,
                TotalTrades = row.TotalTrades,
                TotalPnlUsd = row.TotalPnlUsd,
                TradedTokens = row.TradedTokens,
                Traded = row.Traded,
                TradedAvgPnlErrorUsd = row.TradedAvgPnlErrorUsd,
            })]),
            Comparisons = report.Comparisons,
            History = report.History is { } history ? new TokenScoreHistory(rename(history.Address), rename(history.Symbol ?? ""), history.Entries) : null,
        };

    public static IDiscoveryAnalytics Analytics()
    {
        var analytics = Substitute.For<IDiscoveryAnalytics>();
        analytics.GetScoreEffectivenessAsync(Arg.Any<CancellationToken>()).Returns(new ValueTask<IReadOnlyList<ScoreTierEffectiveness>>(ScoreTierEffectiveness.From(
            [
                (ScoreTier.Excellent, "BONK", 820, new TradeTotals(31, 19, 412.5m)), (ScoreTier.Good, "BONK", 400, new TradeTotals(31, 19, 412.5m)),
                (ScoreTier.Good, "WIF", 900, new TradeTotals(18, 8, -40.25m)), (ScoreTier.Poor, "WIF", 60, new TradeTotals(18, 8, -40.25m)),
            ],
            [
                (ScoreTier.Excellent, new TradeTotals(26, 17, 380m)), (ScoreTier.Good, new TradeTotals(48, 24, 61.2m)), (ScoreTier.Poor, new TradeTotals(22, 7, -88.1m)),
                (ScoreTier.Unscored, new TradeTotals(3, 1, 2m)),
            ])));
        analytics.GetTopPerformersAsync(Arg.Any<TopPerformersQuery>(), Arg.Any<CancellationToken>()).Returns(new ValueTask<IReadOnlyList<TopPerformer>>(
            [Performer("BONK", 31, 19, 412.5m, 20, 301m), Performer("PYTH", 14, 8, 95.75m, 14, 95.75m), Performer("WIF", 18, 8, -40.25m, 3, -12m)]));
        analytics.GetPerformanceByCategoryAsync(Arg.Any<CancellationToken>()).Returns(new ValueTask<IReadOnlyList<CategoryPerformance>>(CategoryPerformance.From(
            [
                (TokenCategory.Midcap, "momentum", new TradeTotals(31, 19, 412.5m)), (TokenCategory.Midcap, "aggressive_momentum", new TradeTotals(18, 8, -40.25m)),
                (TokenCategory.Emerging, "aggressive_momentum", new TradeTotals(14, 8, 95.75m)), (TokenCategory.Bluechip, "momentum", new TradeTotals(36, 17, 21m)),
            ],
            [
                .. Split(TokenCategory.Midcap, "momentum", 31, 21, 412.5m), .. Split(TokenCategory.Midcap, "aggressive_momentum", 18, 8, -40.25m),
                .. Split(TokenCategory.Emerging, "aggressive_momentum", 9, 7, 95.75m), .. Split(TokenCategory.Bluechip, "momentum", 120, 55, 21m),
                (TokenCategory.Emerging, "momentum", new TradeTotals(4, 1, -11.4m)),
            ])));
        analytics.CompareStrategiesAsync(Arg.Any<TokenCategory>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(new ValueTask<IReadOnlyList<StrategyComparison>>([]));
        analytics.CompareStrategiesAsync(TokenCategory.Midcap, Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>())
            .Returns(new ValueTask<IReadOnlyList<StrategyComparison>>([Comparison("aggressive_momentum", 9, 18, 8, -40.25m), Comparison("momentum", 14, 31, 19, 412.5m)]));
        return analytics;
    }

    // Tokens share the trades unevenly, so that their profits differ.
    private static IEnumerable<(TokenCategory Category, string StrategyType, TradeTotals Totals)> Split(TokenCategory category, string strategy, int trades, int wins, decimal pnl)
    {
        var (first, won) = (trades / 3, wins / 2);
        yield return (category, strategy, new TradeTotals(first, Math.Min(won, first), pnl * .6m));
        yield return (category, strategy, new TradeTotals(trades - first, wins - Math.Min(won, first), pnl * .4m));
    }

    private static TopPerformer Performer(string symbol, int trades, int wins, decimal pnl, int tradesSince, decimal pnlSince) => new()
    {
        Address = symbol,
        Symbol = symbol,
        Category = TokenCategory.Midcap,
        DiscoveredAt = Candidates.Start,
        Trades = new TradeTotals(trades, wins, pnl),
        Since = new TradeTotals(tradesSince, 1, pnlSince),
    };

    private static StrategyComparison Comparison(string strategy, int days, int trades, int wins, decimal pnl) => new()
    {
        StrategyType = strategy,
        DailyRows = days,
        AvgDailyWinRate = .5m,
        AvgDailyPnlUsd = pnl / days,
        AvgDailySharpe = .21m,
        Tokens = 3,
        Trades = new TradeTotals(trades, wins, pnl),
        SharpeRatio = .18m,
    };
}
