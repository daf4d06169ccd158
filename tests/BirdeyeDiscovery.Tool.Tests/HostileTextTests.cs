namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A symbol is text that anybody can choose. Nothing in it reaches the terminal as a command, and nothing is markup.</summary>
public sealed class HostileTextTests(SharedLedger ledger) : ToolTest(ledger)
{
    [Theory]
    [InlineData("char(27) || '[31mRED'")]
    [InlineData("'[red]boo[/]'")]
    [InlineData("'a' || char(10) || 'b'")]
    [InlineData("char(8238) || 'abc'")]
    [InlineData("'[/]'")]
    public async Task A_hostile_symbol_is_shown_as_text(string sql)
    {
        using var copy = Ledger.Copy(
            $"UPDATE tracked_tokens SET symbol = {sql} WHERE address = '{Ledger.Active.Address}'; "
            + $"UPDATE token_scores SET symbol = {sql} WHERE token_address = '{Ledger.Active.Address}'");

        foreach (var command in (string[])["tokens", $"history {Ledger.Active.Address}", "events", "diff latest-3 latest", $"why {Ledger.Active.Address}"])
        {
            var run = await RunInAsync(copy.Path, command.Split(' '));

            Assert.Equal((0, ""), (run.ExitCode, run.Errors));
            Assert.DoesNotContain(Escape, run.Output);
            Assert.DoesNotContain('\u202e', run.Output);
            Assert.All(run.Lines, static line => Assert.True(line.Length <= 80, line));
        }

        var json = await RunInAsync(copy.Path, "tokens", "--json");
        Assert.All(json.Output, static character => Assert.InRange(character, '\n', '~'));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("\uff1d1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")")]
    public async Task A_symbol_that_a_spreadsheet_would_run_is_text_in_a_csv_file(string symbol)
    {
        using var copy = Ledger.Copy($"UPDATE token_scores SET symbol = '{symbol}' WHERE token_address = '{Ledger.Active.Address}'");

        var csv = await RunInAsync(copy.Path, "export", "csv", "--out", "x.csv");
        var lines = await RunInAsync(copy.Path, "export", "jsonl", "--out", "x.jsonl");

        Assert.Equal((0, 0), (csv.ExitCode, lines.ExitCode));
        var text = await File.ReadAllTextAsync(copy.File("x.csv"), TestContext.Current.CancellationToken);
        var cell = "'" + symbol;
        cell = cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
        Assert.Contains($",{Ledger.Active.Address},{cell},", text, StringComparison.Ordinal);
        Assert.DoesNotContain($",{Ledger.Active.Address},{symbol}", text, StringComparison.Ordinal);
        Assert.Contains(
            File.ReadLines(copy.File("x.jsonl")),
            line => System.Text.Json.JsonDocument.Parse(line).RootElement.TryGetProperty("symbol", out var value) && value.GetString() == symbol);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\u001b[2Jb", "a?[2Jb")]
    [InlineData("a\u202eb", "a?b")]
    [InlineData(null, "")]
    public void Text_from_others_is_cleaned(string? text, string clean) => Assert.Equal(clean, PlainText.Clean(text));
}
