using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>The search for better options, as a person and a program read it. It writes trials, so each test has a copy of the ledger.</summary>
public sealed class TuneCommandTests(SharedLedger ledger, LongLedger longer) : ToolTest(ledger), IClassFixture<LongLedger>
{
    [Fact]
    public async Task A_short_history_gives_no_verdict_and_says_how_many_days_are_missing()
    {
        using var copy = Ledger.Copy();

        var run = await RunInAsync(copy.Path, "tune", "--weights", "5", "--horizon", "2m");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("Tuning weights: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Not enough data: the fitted part has", run.Words, StringComparison.Ordinal);
        Assert.Matches("About [0-9]+ more (days|hours) are needed.", run.Words);
        Assert.Contains("ever tried on this ledger", run.Words, StringComparison.Ordinal);
        Assert.Contains("No closed trade has a return", run.Words, StringComparison.Ordinal);
        Assert.All(run.Lines, static line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Trials_are_kept_once_whatever_is_asked_again()
    {
        using var copy = longer.Copy();

        var first = await RunInAsync(copy.Path, "tune", "--weights", "5", "--horizon", "5m", "--json");
        var again = await RunInAsync(copy.Path, "tune", "--weights", "5", "--horizon", "5m", "--json");
        var other = await RunInAsync(copy.Path, "tune", "--weights", "5", "--horizon", "5m", "--seed", "2", "--json");

        var (trials, variants) = (Trials(first), Search(first).GetProperty("variants").GetArrayLength());
        Assert.True(trials > 0);
        Assert.Equal(variants - 1, trials);
        Assert.Equal(trials, Trials(again));
        Assert.True(Trials(other) > trials);
        Assert.Equal(Trials(other), Count(copy));
        Assert.True(Search(first).GetProperty("isRemembered").GetBoolean());
    }

    [Fact]
    public async Task Thresholds_are_replayed_and_shown_with_their_values()
    {
        using var copy = longer.Copy();

        var run = await RunInAsync(
            copy.Path, "tune", "--min-liquidity", "20000,50000", "--vary", "BirdeyeDiscovery:Discovery:ActiveSlots=5", "--horizon", "5m");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("Tuning thresholds: 2 variants, seed 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("ActiveSlots=5 MinLiquidityUsd=20000", run.Output, StringComparison.Ordinal);
        Assert.All(run.Lines, static line => Assert.True(line.Length <= 80, line));
        Assert.Equal(2, Count(copy));
    }

    [Fact]
    public async Task The_current_weights_are_those_of_the_configuration()
    {
        using var copy = Ledger.Copy();
        await File.WriteAllTextAsync(
            copy.File("appsettings.json"),
            """{"BirdeyeDiscovery":{"Scoring":{"MomentumWeight":1,"LiquidityWeight":0,"VolumeWeight":0,"SafetyWeight":0,"FlowWeight":0}}}""",
            TestContext.Current.CancellationToken);

        var run = await RunInAsync(copy.Path, "tune", "--weights", "2", "--json");

        var variants = Search(run).GetProperty("variants");
        Assert.Equal("1", variants[0].GetProperty("variant").GetProperty("options").GetProperty("Scoring:MomentumWeight").GetString());
        Assert.Equal("default", variants[1].GetProperty("variant").GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Closed_trades_are_judged_by_the_options_under_which_they_were_opened()
    {
        using var copy = Ledger.Copy($"""
            UPDATE tracked_tokens SET trades_count = 41 WHERE address = '{Ledger.Active.Address}';
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 41)
            INSERT INTO trade_closes (trade_id, token_address, strategy_type, pnl_usd, return_pct, opened_at, closed_at)
            SELECT 't' || i, '{Ledger.Active.Address}', 'momentum', 1, CASE WHEN i = 41 THEN NULL ELSE 1.0 + i % 5 END,
                '2026-05-04T12:05:00.000Z', '2026-05-04T12:06:00.000Z' FROM n;
            """);

        var run = await RunInAsync(copy.Path, "tune", "--weights", "5", "--json");

        var group = Assert.Single(run.Json.GetProperty("trades").EnumerateArray());
        Assert.Equal(Ledger.Newest.OptionsHash, group.GetProperty("optionsHash").GetString());
        Assert.Equal(40, group.GetProperty("trades").GetInt32());
        Assert.Equal(.03, group.GetProperty("meanReturn").GetDouble(), 9);
        Assert.Equal(.03 / Math.Sqrt(.0002), group.GetProperty("sharpe").GetDouble(), 9);
        Assert.Equal(0, group.GetProperty("threshold").GetDouble());
        Assert.InRange(group.GetProperty("probability").GetDouble(), .99, 1);
        var shown = await RunInAsync(copy.Path, "tune", "--weights", "5");
        Assert.Contains("Closed trades by the options under which they were opened, against", shown.Words, StringComparison.Ordinal);
        Assert.All(shown.Lines, static line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [InlineData("--weights 0", "--weights is 0 and no threshold is given, so there is nothing to try.")]
    [InlineData("--weights 5000", "--weights is 5000; allowed are whole numbers from 0 to 2000.")]
    [InlineData("--folds 0", "--folds is 0; allowed are whole numbers from 1 to 20.")]
    [InlineData("--hold-out 95%", "--hold-out is '95%'; allowed are 10% to 90%, or 0.1 to 0.9.")]
    [InlineData("--hold-out half", "--hold-out is 'half'; allowed are 10% to 90%, or 0.1 to 0.9.")]
    [InlineData("--horizon soon", "--horizon is 'soon'; allowed is a duration from 1s to 30d, such as 15m, 4h or 1d.")]
    [InlineData("--min-liquidity ,", "--min-liquidity has no value; allowed are values with commas between them, such as 5000,10000.")]
    [InlineData("--min-liquidity much", "--min-liquidity: Discovery:MinLiquidityUsd is 'much'")]
    [InlineData("--vary Discovery:ActiveSlots", "--vary is 'Discovery:ActiveSlots'; allowed is KEY=A,B,C, such as Discovery:ActiveSlots=5,7.")]
    [InlineData("--vary Nothing=1", "--vary names 'Nothing', which is no key")]
    [InlineData("--min-score 50 --vary Discovery:PauseBelowScore=60", "--vary names Discovery:PauseBelowScore, which is given twice.")]
    [InlineData("--vary Discovery:TrendingLimit=20", "Discovery:TrendingLimit is changed from 50 to 20. It decides what a cycle reads")]
    public async Task Bad_input_is_an_error_that_says_what_is_allowed(string arguments, string message)
    {
        using var copy = Ledger.Copy();

        var run = await RunInAsync(copy.Path, ["tune", .. arguments.Split(' ')]);

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(0, Count(copy));
    }

    [Fact]
    public async Task A_store_without_an_input_cannot_be_replayed_and_says_so()
    {
        using var copy = Ledger.Copy("DELETE FROM cycle_inputs");

        var run = await RunInAsync(copy.Path, "tune", "--min-score", "50");

        Assert.Equal((ExitCodes.NoAnswer, ""), (run.ExitCode, run.Output));
        Assert.Contains("an input that can be replayed", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_takes_no_trials_costs_the_memory_and_not_the_result()
    {
        using var copy = longer.Copy("CREATE TRIGGER refuse BEFORE INSERT ON evaluation_trials BEGIN SELECT RAISE(ABORT, 'read-only role'); END");

        var run = await RunInAsync(copy.Path, "tune", "--weights", "5", "--horizon", "5m");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("Not remembered, because Could not add evaluation trials", run.Words, StringComparison.Ordinal);
        Assert.Contains("Not enough data: the fitted part has", run.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_in_other_words_and_the_value_of_now_are_no_further_trials()
    {
        using var copy = longer.Copy();
        var now = new BirdeyeDiscoveryOptions().Discovery.MinLiquidityUsd.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var run = await RunInAsync(copy.Path, "tune", "--min-liquidity", $"50000,050000,{now}", "--horizon", "5m");

        Assert.Contains("Tuning thresholds: 2 variants", run.Output, StringComparison.Ordinal);
        Assert.Contains($"MinLiquidityUsd={now} (as now)", run.Words, StringComparison.Ordinal);
        Assert.Equal(1, Count(copy));
    }

    [Fact]
    public async Task A_history_without_a_figure_shows_the_sentence_and_no_empty_rows()
    {
        using var copy = Ledger.Copy();

        var run = await RunInAsync(copy.Path, "tune", "--weights", "5", "--horizon", "10d");

        Assert.Contains("Not enough data", run.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("rank IC, ", run.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("held out t", run.Words, StringComparison.Ordinal);
        Assert.Equal(0, Count(copy));
    }

    private static JsonElement Search(ToolRun run) => run.Json.GetProperty("searches")[0];

    private static long Trials(ToolRun run) => Search(run).GetProperty("trials").GetInt64();

    private static long Count(TemporaryFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File(StorePlace.DefaultFile)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM evaluation_trials";
        return (long)command.ExecuteScalar()!;
    }
}
