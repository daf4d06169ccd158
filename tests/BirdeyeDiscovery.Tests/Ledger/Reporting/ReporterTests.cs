using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger.Reporting;

/// <summary>The figures of a report are the sums of the stored rows, counted here in another way.</summary>
public sealed class ReporterTests
{
    [Theory]
    [InlineData(31, false, 120)]
    [InlineData(32, true, 20)]
    public async Task The_figures_are_the_sums_of_the_rows(int seed, bool isStaged, int points)
    {
        var market = LedgerMarket.Run(seed, 150, isStaged, new StagedMarketShape(Failing: .05));

        var report = await SampleReports.OfAsync(market, new LedgerReportOptions { MaxPoints = points });

        var plans = market.Cycles.ConvertAll(static cycle => cycle.Plan);
        Assert.InRange(report.Periods.Count, 1, points);
        Assert.Equal(plans.Count, report.Periods.Sum(static period => period.Cycles));
        Assert.Equal(plans.Sum(static plan => plan.Scores.Count), report.Periods.Sum(static period => period.Scored));
        Assert.Equal(plans.Sum(static plan => plan.Rejections.Count), report.Periods.Sum(static period => period.Rejected));
        Assert.Equal(plans.Sum(static plan => plan.Snapshot.TokensAdded), report.Periods.Sum(static period => period.Entered));
        Assert.Equal(plans.Sum(static plan => plan.Snapshot.TokensRemoved), report.Periods.Sum(static period => period.Left));
        Assert.Equal(
            plans.SelectMany(static plan => plan.Rejections)
                .GroupBy(static row => (row.Stage, row.ReasonCode))
                .Select(static group => (group.Key.Stage, group.Key.ReasonCode, (long)group.Count()))
                .Order(),
            report.Rejections.Select(static row => (row.Stage, row.ReasonCode, row.Count)).Order());
        Assert.All(report.Rejections, static row => Assert.Equal(row.Count, row.ByPeriod.Sum(static count => (long)count)));
        for (var index = 0; index < report.Periods.Count; index++)
        {
            var (start, end) = (report.Periods[index].Start, report.Periods[index].Start + report.Step);
            var within = plans.Where(plan => plan.Snapshot.CycleTimestamp >= start && plan.Snapshot.CycleTimestamp < end).ToList();
            Assert.Equal(within.Count, report.Periods[index].Cycles);
            Assert.Equal(within.Sum(static plan => plan.Rejections.Count), report.Rejections.Sum(row => row.ByPeriod[index]));
        }
    }

    [Fact]
    public async Task Tokens_have_their_points_their_events_and_the_reasons_of_the_newest_cycle()
    {
        var market = LedgerMarket.Run(33, 150);

        var report = await SampleReports.OfAsync(market, new LedgerReportOptions { MaxTokens = 5 });

        Assert.Null(report.WhyNotExplained);
        Assert.Equal(5, report.Tokens.Count(static token => token.Explanation is not null));
        Assert.Equal(report.Tokens.OrderBy(static token => token.Token.Status).Select(static token => token.Token.Address), report.Tokens.Select(static token => token.Token.Address));
        foreach (var token in report.Tokens.Take(5))
        {
            var rows = market.Cycles.SelectMany(cycle => cycle.Plan.Scores.Where(row => row.TokenAddress == token.Token.Address)).ToList();
            Assert.Equal(rows[^1], token.Score!.Score);
            Assert.Equal(rows.Count, token.Scores.Sum(static point => point.Cycles));
            Assert.Equal((double)rows.Min(static row => row.TotalScore), token.Scores.Min(static point => point.Lowest));
            Assert.Equal((double)rows.Max(static row => row.TotalScore), token.Scores.Max(static point => point.Highest));
            Assert.All(token.Scores, static point => Assert.InRange(point.Mean, point.Lowest - 1e-9, point.Highest + 1e-9));
            Assert.Equal(market.Cycles.SelectMany(static cycle => cycle.Plan.Events).Count(row => row.TokenAddress == token.Token.Address), token.Events.Count);
            Assert.StartsWith("Active", token.Why[0], StringComparison.Ordinal);
            Assert.Contains(
                token.Why,
                static line => line.StartsWith("Last cycle of the period: stays, because ", StringComparison.Ordinal)
                    || line.StartsWith("Last cycle of the period: enters, because ", StringComparison.Ordinal));
            Assert.All(token.Why, static line => Assert.EndsWith(".", line, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_cycle_whose_input_is_gone_leaves_the_reasons_out_and_says_why()
    {
        var market = LedgerMarket.Run(34, 20);
        market.History.Change(19, static plan => plan with { Input = default });

        var report = await SampleReports.OfAsync(market);

        Assert.StartsWith("The input of the cycle of 2026-03-01T00:40:00", report.WhyNotExplained, StringComparison.Ordinal);
        Assert.All(report.Tokens, static token => Assert.Null(token.Explanation));
        Assert.All(report.Tokens, static token => Assert.NotEmpty(token.Why));
    }

    [Fact]
    public async Task The_score_is_measured_as_alone()
    {
        var market = LedgerMarket.Run(35, 200);
        var (from, to) = (market.Cycles[0].Input.CycleTimestamp, market.Cycles[^1].Input.CycleTimestamp.AddMinutes(1));

        var report = await SampleReports.OfAsync(market);

        var alone = await ScoreEvaluation.MeasureAsync(ScoreEvaluation.ReadAsync(market.History, from, to, SampleReports.Cancel), null, SampleReports.Cancel);
        Assert.Equal(
            alone.SelectMany(static score => score.Horizons).SelectMany(static horizon => horizon.Factors).Select(static factor => factor.Summary),
            report.Scores.SelectMany(static score => score.Horizons).SelectMany(static horizon => horizon.Factors).Select(static factor => factor.Summary));
    }

    [Fact]
    public async Task An_option_that_is_not_allowed_is_named()
    {
        var market = LedgerMarket.Run(36, 1);
        foreach (var (options, text) in new[]
        {
            (new LedgerReportOptions { MaxPoints = 9 }, "MaxPoints is '9'; allowed: 10 to 1000."), (new LedgerReportOptions { MaxTokens = 201 }, "MaxTokens is '201'; allowed: 0 to 200."),
        })
        {
            var thrown = await Assert.ThrowsAsync<ArgumentException>(() => SampleReports.OfAsync(market, options));

            Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_start_after_the_end_is_an_error_that_names_both()
    {
        var market = LedgerMarket.Run(36, 1);

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => SampleReports.OfAsync(
            market, new LedgerReportOptions { From = DateTimeOffset.UnixEpoch.AddDays(1), To = DateTimeOffset.UnixEpoch }));

        Assert.Contains("From is '1970-01-02T00:00:00", thrown.Message, StringComparison.Ordinal);
    }
}
