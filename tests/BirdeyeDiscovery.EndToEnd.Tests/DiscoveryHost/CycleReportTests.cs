using BirdeyeDiscovery.EndToEnd.Tests.Support;
using DiscoveryHost;
using static BirdeyeDiscovery.EndToEnd.Tests.CycleSamples;

namespace BirdeyeDiscovery.EndToEnd.Tests;

public sealed class CycleReportTests
{
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

    /// <summary>Checks that the kept output of the documentation is still what the sample writes: the same columns, the same headline.</summary>
    [Fact]
    public void The_kept_output_of_the_documentation_has_the_headline_and_the_columns_of_today()
    {
        var kept = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "images", "terminal-piped.txt"));
        var today = CycleReport.Render(Result("BONK")).ReplaceLineEndings("\n").Split('\n');

        Assert.Equal(Words(today.Single(static line => line.StartsWith("rank", StringComparison.Ordinal))), Words(kept[2]));
        Assert.Equal(Shape(today.Single(static line => line.StartsWith("Cycle ", StringComparison.Ordinal))), Shape(kept[1]));

        static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        static string Shape(string line) => string.Concat(line.Where(static c => !char.IsDigit(c))).Replace(".", string.Empty, StringComparison.Ordinal)
            .Replace(" of market time", string.Empty, StringComparison.Ordinal);
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

    [Fact]
    public void One_call_and_one_unit_are_singular() => Assert.Contains(
        ", 1 call, 1 compute unit, ",
        CycleReport.Headline(Result("BONK").Snapshot! with { ApiCallsMade = 1, ComputeUnits = 1 }),
        StringComparison.Ordinal);

    [Fact]
    public void The_duration_of_a_faster_clock_is_called_market_time() =>
        Assert.EndsWith("2.5 s of market time", CycleReport.Headline(Result("BONK").Snapshot!, isMarketTime: true), StringComparison.Ordinal);

    [Fact]
    public void A_follower_says_who_leads_since_when_and_what_it_does()
    {
        var newest = Result("BONK").Snapshot! with { Epoch = 3 };
        var since = new DateTimeOffset(2026, 3, 1, 12, 50, 0, TimeSpan.FromHours(1));
        Assert.Equal(
            "Another host leads this store: vm:42, since 2026-03-01 11:50:00Z. The newest cycle is 2026-03-01 12:00:00Z of epoch 3. " +
            "This host follows: it shows the leader's cycles and takes over when the leader ends.",
            FollowerText.Of(("vm:42", since), newest));
        Assert.StartsWith("Another host leads this store. The newest cycle is ", FollowerText.Of(leader: null, newest), StringComparison.Ordinal);
        Assert.Contains("since 2026-03-01 11:50:00Z. No cycle is stored yet. ", FollowerText.Of(("vm:42", since), newest: null), StringComparison.Ordinal);
    }
}
