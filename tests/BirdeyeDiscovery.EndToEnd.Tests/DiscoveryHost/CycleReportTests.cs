using System.Globalization;
using DiscoveryHost;
using Spectre.Console;

namespace BirdeyeDiscovery.EndToEnd.Tests;

public sealed class CycleReportTests
{
    private const string Mint = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    [Fact]
    public void A_cycle_is_told_with_its_table_changes_drops_and_cost()
    {
        var text = CycleReport.Render(Result("BONK"));
        Assert.Contains("complete, 1 scored, 3 dropped, 1 added, 0 removed, 42 calls, 1234 compute units, 2.5 s", text, StringComparison.Ordinal);
        Assert.Matches(@"1 +BONK +" + Mint + @" +60\.5 +80\.0 +\? +90\.0 +55\.1 +71\.25 +add +RANK_IN: slot rank 1", text);
        Assert.Contains("  added BONK " + Mint + " (RANK_IN)", text, StringComparison.Ordinal);
        Assert.Contains("Dropped: LIQ_MIN 2, AUTH_MINT 1", text, StringComparison.Ordinal);
        Assert.Contains("Warning: something to look at", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_is_one_plain_line()
    {
        var result = Result("BONK");
        var budget = new BudgetForecast
        {
            UnitsPerMonth = 5_000_000,
            Spent = 1_204_311,
            ExpectedAtReset = 4_912_400,
            ResetsAt = new DateTimeOffset(2026, 6, 20, 0, 0, 0, TimeSpan.Zero),
            Stretch = new BudgetStretch { Level = 5, IntervalFactor = 4, TrendingLimit = 50, Audits = false, ReadsLongCandles = false },
        };

        Assert.DoesNotContain("Budget:", CycleReport.Render(result), StringComparison.Ordinal);
        Assert.Contains(
            "\nBudget: 1,204,311 of 5,000,000 compute units spent, 4,912,400 expected by 2026-06-20; "
            + "no long candles, no audits, 4 intervals between cycles\n",
            CycleReport.Render(result with { Snapshot = result.Snapshot! with { Budget = budget } }).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[red]x[/]", "[red]x[/]")]
    [InlineData("[/]", "[/]")]
    [InlineData("a\u001b[2Jb", "a?[2Jb")]
    [InlineData("a\r\nb", "a??b")]
    [InlineData("a\u202eb", "a?b")]
    [InlineData("a\0b", "a?b")]
    public void A_hostile_symbol_is_shown_and_does_nothing(string symbol, string shown)
    {
        var text = CycleReport.Render(Result(symbol));
        Assert.Contains(" " + shown + " ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.Equal(CycleReport.Render(Result("BONK")).Count(character => character == '\n'), text.Count(character => character == '\n'));
    }

    // Not a case of the theory: metadata cannot hold a lone surrogate.
    [Fact]
    public void A_lone_surrogate_is_replaced() =>
        Assert.Contains(" a\ufffdb ", CycleReport.Render(Result("a" + (char)0xD800 + "b")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_missing_symbol_is_a_dash(string symbol)
    {
        var text = CycleReport.Render(Result(symbol));
        Assert.Matches("1 +- +" + Mint + " ", text);
        Assert.Contains("  added " + Mint + " (RANK_IN)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DiscoveryMode.Manage, ", 1 added, 0 removed, ")]
    [InlineData(DiscoveryMode.Record, ", would add 1, would remove 0, ")]
    [InlineData(DiscoveryMode.ReadOnly, ", would add 1, would remove 0, ")]
    public void The_headline_tells_done_from_would_be_done(DiscoveryMode mode, string expected) =>
        Assert.Contains(expected, CycleReport.Headline(Result("BONK").Snapshot! with { Mode = mode }), StringComparison.Ordinal);

    [Fact]
    public void A_cycle_that_did_not_run_says_nothing() => Assert.Empty(CycleReport.Render(new CycleResult { Status = CycleStatus.NotDue }));

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void A_terminal_of_any_width_gets_whole_words_in_lines_that_fit(int width)
    {
        var text = OnTerminal(Market(tracked: 8, others: 30), width);
        var lines = text.Split('\n');
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        var row = Assert.Single(lines, static line => line.StartsWith(" 1 T01 ", StringComparison.Ordinal) || line.StartsWith("   1 T01 ", StringComparison.Ordinal));
        Assert.Matches(@"60\.5 +80\.0 +\? +90\.0 +55\.1 .*71\.25 +keep +RANK_KEPT: slot rank 1", row);
        var header = Assert.Single(lines, static line => line.Contains(" total ", StringComparison.Ordinal));
        Assert.Matches(width < 170 ? "mom +liq +vol +safe +flow" : "momentum +liquidity +volume +safety +flow", header);
    }

    [Theory]
    [InlineData(40, "")]
    [InlineData(50, "mom +liq +")]
    [InlineData(60, "mom +liq +vol +safe +")]
    public void A_narrow_terminal_gets_fewer_columns_and_whole_figures(int width, string components)
    {
        var lines = OnTerminal(Result("ABCDEFGHIJKLMNOPQRST"), width).Split('\n');
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        var header = Assert.Single(lines, static line => line.Contains(" total ", StringComparison.Ordinal));
        Assert.Matches($"symbol +{components}total +action +reason", header);
        Assert.Single(lines, static line => line.Contains(" ABCDEFGHI… ", StringComparison.Ordinal) && line.Contains(" 71.25 add ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_symbol_is_cut_where_it_would_push_the_reason_away()
    {
        var text = OnTerminal(Result("ABCDEFGHIJKLMNOPQRST"), 80);
        Assert.Contains(" ABCDEFGHI… ", text, StringComparison.Ordinal);
        Assert.Contains(" add    RANK_IN: slot rank 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tracked_tokens_changes_and_the_five_best_others_are_shown_and_the_rest_is_counted()
    {
        var text = CycleReport.Render(Market(tracked: 8, others: 30));
        Assert.Equal(8, Enumerable.Range(1, 8).Count(i => text.Contains($" T{i:00} ", StringComparison.Ordinal)));
        Assert.Contains(" O05 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" O06 ", text, StringComparison.Ordinal);
        Assert.Contains("… and 25 more that are not tracked; --all shows every row.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_outsiders_of_a_staged_cycle_are_the_outranked_ones_with_the_highest_bound()
    {
        var market = Market(tracked: 8, others: 2);
        market = market with
        {
            Rejections =
            [
                .. market.Rejections,
                .. Enumerable.Range(1, 30).Reverse().Select(static i =>
                    new RejectionRecord($"unread{i}", $"U{i:00}", RejectionStage.Market, ReasonCodes.Outranked, 75m - i + 0.01m, 76)),
            ],
        };

        var text = CycleReport.Render(market);
        Assert.Matches(@"(?m)^ *- +U01 +unread1 +- +- +- +- +- +- +skip +OUTRANKED: at most 74\.1 *$", text);
        Assert.Matches(@"(?s) O02 .* U01 .* U02 .* U03 ", text);
        Assert.DoesNotContain(" U04 ", text, StringComparison.Ordinal);
        Assert.Contains("… and 27 more that are not tracked; --all shows every row.", text, StringComparison.Ordinal);

        var all = CycleReport.Render(market, all: true);
        Assert.Contains(" U30 ", all, StringComparison.Ordinal);
        Assert.DoesNotContain("more that are not tracked", all, StringComparison.Ordinal);
        Assert.All(OnTerminal(market, 80).Split('\n'), static line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Contains("OUTRANKED: at most 74.1", OnTerminal(market, 80), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_left_is_shown_however_low_it_ranks()
    {
        var market = Market(tracked: 2, others: 30);
        var left = market.Events[0] with { TokenAddress = market.Scores[^1].TokenAddress, EventType = LifecycleEventType.Paused };
        Assert.Contains(" O30 ", CycleReport.Render(market with { Events = [left] }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_paused_token_is_shown_with_its_reason_in_every_later_cycle()
    {
        var market = Market(tracked: 8, others: 30);
        market = market with
        {
            Rejections =
            [
                new RejectionRecord("held", "HELD", RejectionStage.Market, ReasonCodes.Outranked, 60m, 76),
                new RejectionRecord("gated", "GATED", RejectionStage.Security, "AUTH_MINT", null, null),
            ],
            PausedTokens =
            [
                Tracked(market.Scores[^1].TokenAddress, "O30", TokenStatus.Paused, "RANK_OUT: slot rank 11 is past 10"),
                Tracked("held", "HELD", TokenStatus.Paused, "BY_HAND: rumours"),
                Tracked("gated", "GATED", TokenStatus.Paused, "AUTH_MINT"),
                Tracked("gone", "GONE", TokenStatus.Paused, "LIQ_MIN"),
            ],
        };

        var text = CycleReport.Render(market);
        Assert.Matches(@"(?m)^ *38 +O30 .* 71\.25 +paused +RANK_OUT: slot rank 11 is past 10 *$", text);
        Assert.Matches(@"(?m)^ *- +HELD +held( +-){6} +paused +BY_HAND: rumours *$", text);
        Assert.Matches(@"(?m)^ *- +GATED +gated( +-){6} +paused +AUTH_MINT *$", text);
        Assert.Matches(@"(?m)^ *- +GONE +gone( +-){6} +paused +LIQ_MIN *$", text);
        Assert.Contains("… and 24 more that are not tracked", text, StringComparison.Ordinal);

        // Each tracked token has one row, also where all rows are shown.
        foreach (var symbol in new[] { " T01 ", " O30 ", " HELD ", " GATED ", " GONE " })
        {
            Assert.Equal(1, Table(text).Count(line => line.Contains(symbol, StringComparison.Ordinal)));
            Assert.Equal(1, Table(CycleReport.Render(market, all: true)).Count(line => line.Contains(symbol, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void An_active_token_without_a_score_is_shown_too()
    {
        var market = Market(tracked: 2, others: 1);
        var text = CycleReport.Render(market with
        {
            Rejections = [new RejectionRecord("dark", "OTHER", RejectionStage.Market, "DATA_MISSING", null, null)],
            ActiveTokens =
            [
                .. market.ActiveTokens,
                Tracked("dark", "DARK", TokenStatus.Active, "RANK_IN: slot rank 1"),
                Tracked("new", "NEW", TokenStatus.Active, "BY_HAND: alice"),
            ],
        });
        Assert.Matches(@"(?m)^ *- +DARK +dark( +-){6} +active +DATA_MISSING *$", text);
        Assert.Matches(@"(?m)^ *- +NEW +new( +-){6} +active +no score in this cycle *$", text);
    }

    [Fact]
    public void A_cycle_without_scores_still_shows_the_tracked_tokens()
    {
        var market = Market(tracked: 2, others: 1);
        var text = CycleReport.Render(market with { Scores = [], PausedTokens = [Tracked("p", "PP", TokenStatus.Paused, "LIQ_MIN")] });
        Assert.Contains("Nothing was scored.", text, StringComparison.Ordinal);
        Assert.Equal(4, Table(text).Count);
        Assert.Matches(@"(?m)^ *- +PP +p( +-){6} +paused +LIQ_MIN *$", text);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void A_token_takes_one_line_at_any_width(int width)
    {
        var market = Market(tracked: 8, others: 2);
        string[] symbols = ["it's so over now", "🚀🌕 to the moon 🚀🌕", "日本語の長い記号です日本", "a b c d e f g h i j", "👩‍👩‍👧‍👦 👩‍👩‍👧‍👦 👩‍👩‍👧‍👦"];
        market = market with
        {
            Scores =
            [
                .. market.Scores.Select((score, i) => score with
                {
                    Symbol = symbols[i % symbols.Length],
                    ActionReason = "RANK_OUT: slot rank 8 or worse is past 7, and a text of many words that no terminal here can show in a line",
                }),
            ],
        };

        var lines = OnTerminal(market, width).ReplaceLineEndings("\n").Split('\n');
        var table = Table(string.Join('\n', lines));
        Assert.Equal(1 + market.Scores.Count, table.Count);
        Assert.All(table.Skip(1), static line => Assert.Contains(" 71.25 ", line, StringComparison.Ordinal));
        Assert.All(table, line => Assert.True(line.TrimEnd().GetCellWidth() <= width, line));
        if (width is >= 40 and <= 120)
        {
            Assert.All(table.Skip(1), static line => Assert.EndsWith("…", line.TrimEnd(), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("it's so over", 10, "it's so o…")]
    [InlineData("it's so over", 9, "it's so…")]
    [InlineData("it's so", 7, "it's so")]
    [InlineData("日本語日本語", 7, "日本語…")]
    [InlineData("日本語日本語", 8, "日本語…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    [InlineData("abc", 1, "…")]
    [InlineData("", 1, "")]
    public void A_text_is_cut_by_the_cells_that_it_takes(string text, int width, string expected) =>
        Assert.Equal(expected, PlainText.Fit(text, width));

    [Fact]
    public void One_call_and_one_unit_are_singular() => Assert.Contains(
        ", 1 call, 1 compute unit, ",
        CycleReport.Headline(Result("BONK").Snapshot! with { ApiCallsMade = 1, ComputeUnits = 1 }),
        StringComparison.Ordinal);

    [Fact]
    public void All_rows_are_shown_on_request()
    {
        var text = CycleReport.Render(Market(tracked: 8, others: 100), all: true);
        Assert.Contains(" O100 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("more that are not tracked", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_duration_of_a_faster_clock_is_called_market_time() =>
        Assert.EndsWith("2.5 s of market time", CycleReport.Headline(Result("BONK").Snapshot!, isMarketTime: true), StringComparison.Ordinal);

    [Fact]
    public void A_follower_says_who_leads_since_when_and_what_it_does()
    {
        var newest = Result("BONK").Snapshot! with { Epoch = 3 };
        var first = newest with { CycleTimestamp = newest.CycleTimestamp.AddMinutes(-10) };
        var other = first with { CycleTimestamp = first.CycleTimestamp.AddMinutes(-2), Epoch = 2 };
        Assert.Equal(
            "Another host leads this store. The newest cycle is 2026-03-01 12:00:00Z of epoch 3, which has led since 2026-03-01 11:50:00Z. " +
            "This host follows: it shows the leader's cycles and takes over when the leader ends.",
            FollowerText.Of([newest, first, other]));
        Assert.Contains("11:50:00Z or earlier", FollowerText.Of([newest, first]), StringComparison.Ordinal);
        Assert.Contains("has not stored a cycle yet", FollowerText.Of([]), StringComparison.Ordinal);
    }

    // The lines between the headline and the changes: the header and a line for each token.
    private static List<string> Table(string text) =>
        [.. text.Split('\n').SkipWhile(static line => !line.Contains(" total ", StringComparison.Ordinal))
            .TakeWhile(static line => line[0] != '…' && !line.StartsWith("Changes:", StringComparison.Ordinal))];

    private static TrackedToken Tracked(string address, string symbol, TokenStatus status, string reason) => new()
    {
        Address = address,
        Symbol = symbol,
        Category = TokenCategory.Emerging,
        Status = status,
        StatusReason = reason,
        DiscoveredAt = DateTimeOffset.UnixEpoch,
        StrategyType = "NONE",
    };

    private static string OnTerminal(CycleResult result, int width)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = Consoles.Plain(text);
        console.Profile.Width = width;
        CycleReport.Write(console, result, new ReportStyle(IsTerminal: true, width));
        return text.ToString();
    }

    private static CycleResult Market(int tracked, int others)
    {
        var one = Result("T01");
        var scores = new List<ScoreRecord>();
        for (var i = 1; i <= tracked + others; i++)
        {
            var symbol = i <= tracked ? $"T{i:00}" : $"O{i - tracked:00}";
            scores.Add(one.Scores[0] with
            {
                TokenAddress = Mint[..^4] + symbol.PadLeft(4, 'x'),
                Symbol = symbol,
                Rank = i,
                SlotRank = i,
                Action = i <= tracked ? ScoreAction.Keep : ScoreAction.Skip,
                ActionReason = i <= tracked ? $"RANK_KEPT: slot rank {i}" : $"RANK_OUT: slot rank {i} or worse is past {tracked}",
            });
        }

        return one with
        {
            Scores = scores,
            ActiveTokens =
            [
                .. scores.Take(tracked).Select(static score => Tracked(
                    score.TokenAddress, score.Symbol, TokenStatus.Active, score.ActionReason)),
            ],
            Events = [one.Events[0] with { TokenAddress = scores[0].TokenAddress }],
        };
    }

    private static CycleResult Result(string symbol) => new()
    {
        Status = CycleStatus.Ran,
        Snapshot = new SnapshotRecord
        {
            CycleTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Outcome = CycleOutcome.Complete,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1",
            OptionsHash = "x",
            ScoredCount = 1,
            RejectedCount = 3,
            TokensAdded = 1,
            ApiCallsMade = 42,
            ComputeUnits = 1234,
            DurationMs = 2500,
        },
        Scores =
        [
            new ScoreRecord
            {
                TokenAddress = Mint,
                Symbol = symbol,
                TotalScore = 71.25m,
                MomentumScore = 60.5m,
                LiquidityScore = 80m,
                SafetyScore = 90m,
                FlowScore = 55.05m,
                Rank = 1,
                SlotRank = 1,
                Coverage = 1,
                Action = ScoreAction.Add,
                ActionReason = "RANK_IN: slot rank 1",
            },
        ],
        Rejections =
        [
            new RejectionRecord("a", "A", RejectionStage.Security, "AUTH_MINT", null, null),
            new RejectionRecord("b", "B", RejectionStage.Trending, "LIQ_MIN", 1, 2),
            new RejectionRecord("c", "C", RejectionStage.Trending, "LIQ_MIN", 1, 2),
        ],
        Events =
        [
            new LifecycleEvent
            {
                TokenAddress = Mint,
                EventType = LifecycleEventType.Added,
                ToStatus = TokenStatus.Active,
                Reason = "RANK_IN",
                CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            },
        ],
        Warnings = ["something to look at"],
    };
}
