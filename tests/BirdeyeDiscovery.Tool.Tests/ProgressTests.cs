namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>Long work says on a terminal how far it is, by the times of the cycles, and is silent elsewhere.</summary>
public sealed class ProgressTests(SharedLedger ledger) : ToolTest(ledger)
{
    [Theory]
    [InlineData("replay")]
    [InlineData("replay --set Discovery:ActiveSlots=3")]
    [InlineData("report --json")]
    [InlineData("measure")]
    [InlineData("export csv --out {file}")]
    public async Task Progress_is_shown_on_a_terminal_only(string command)
    {
        using var folder = new TemporaryFolder();
        string[] arguments = [.. command.Split(' ').Select(word => word == "{file}" ? folder.File("x.csv") : word)];
        var model = Context(Ledger.Folder);

        var terminal = await ToolRun.OfAsync(
            new ToolContext
            {
                Output = model.Output,
                Error = model.Error,
                IsErrorTerminal = true,
                Folder = model.Folder,
                Variables = new Dictionary<string, string> { ["TERM"] = "xterm" },
                Clock = model.Clock,
            },
            arguments);
        var redirected = await RunAsync(arguments);

        Assert.Equal((0, 0), (terminal.ExitCode, redirected.ExitCode));
        Assert.Contains("100%", terminal.Errors, StringComparison.Ordinal);
        Assert.Equal("", redirected.Errors);
        Assert.Equal(redirected.Output, terminal.Output);
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(5, 10, 500)]
    [InlineData(11, 10, 1000)]
    [InlineData(-1, 10, 0)]
    [InlineData(0, 0, 1000)]
    public void A_share_is_between_nothing_and_all(int part, int all, long share) =>
        Assert.Equal(share, LongWork.Share(TimeSpan.FromHours(part), TimeSpan.FromHours(all)));
}
