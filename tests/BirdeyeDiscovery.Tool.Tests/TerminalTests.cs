namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>Colours are for terminals, and can be switched off there.</summary>
public sealed class TerminalTests(SharedLedger ledger) : ToolTest(ledger)
{
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task A_terminal_gets_no_colours_where_they_are_switched_off(bool isRedirected, bool hasVariable, bool hasOption)
    {
        var run = await ToolRun.OfAsync(
            Terminal(!isRedirected, hasVariable ? "1" : ""), hasOption ? ["tokens", "--no-color"] : ["tokens"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.DoesNotContain("[32m", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[38;5;", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wide_output_has_the_addresses_too()
    {
        var context = Context(Ledger.Folder, new Dictionary<string, string> { ["COLUMNS"] = "140" });

        var run = await ToolRun.OfAsync(context, "tokens");

        Assert.Contains(run.Lines, line => line.Contains(Ledger.Active.Address, StringComparison.Ordinal) && line.Contains('█'));
        Assert.Contains(run.Lines, static line => line.Length > 80);
        Assert.All(run.Lines, static line => Assert.True(line.Length <= 140, line));
    }

    [Fact]
    public async Task A_terminal_gets_escape_codes()
    {
        var run = await ToolRun.OfAsync(Terminal(isTerminal: true, ""), "tokens");

        Assert.Contains(Escape, run.Output);
    }

    private ToolContext Terminal(bool isTerminal, string noColour)
    {
        var model = Context(Ledger.Folder);
        return new ToolContext
        {
            Output = model.Output,
            Error = model.Error,
            IsOutputTerminal = isTerminal,
            Folder = model.Folder,
            Variables = new Dictionary<string, string> { ["NO_COLOR"] = noColour, ["TERM"] = "xterm-256color" },
            Clock = model.Clock,
        };
    }
}
