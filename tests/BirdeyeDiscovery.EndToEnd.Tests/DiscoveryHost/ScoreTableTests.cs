using DiscoveryHost;
using Spectre.Console;
using static BirdeyeDiscovery.EndToEnd.Tests.CycleSamples;

namespace BirdeyeDiscovery.EndToEnd.Tests;

public sealed class ScoreTableTests
{
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
        string[] symbols = ["it's so over now", "🚀🌕 to the moon 🚀🌕", "日本語の長い記号です日本", "a b c d e f g h i j", "👩‍👩‍👧‍👦 👩‍👩‍👧‍👦"];
        market = market with
        {
            Scores =
            [
                .. market.Scores.Select((score, i) => score with
                {
                    Symbol = symbols[i % symbols.Length],
                    ActionReason = "RANK_OUT: slot rank 8 or worse is past 7, and a text of many words that no terminal can show in a line",
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
    public void All_rows_are_shown_on_request()
    {
        var text = CycleReport.Render(Market(tracked: 8, others: 100), all: true);
        Assert.Contains(" O100 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("more that are not tracked", text, StringComparison.Ordinal);
    }
}
