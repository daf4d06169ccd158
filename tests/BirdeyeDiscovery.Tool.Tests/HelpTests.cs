using System.CommandLine;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>Help, examples and completion.</summary>
public sealed class HelpTests(SharedLedger ledger) : ToolTest(ledger)
{
    public static TheoryData<string> Commands => [.. AllCommands.Create().Select(static command => command.Command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_has_help_with_examples_within_80_columns(string command)
    {
        var run = await RunAsync(command, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"birdeye-discovery {command}", run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.All(run.Lines.TakeWhile(static line => line != "Examples:"), static line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task The_examples_are_command_lines_that_parse()
    {
        foreach (var command in AllCommands.Create())
        {
            Assert.NotEmpty(command.Examples);
            foreach (var example in command.Examples)
            {
                var line = example.Split(" >")[0];
                var run = await RunAsync([.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(line), "--help"]);
                Assert.Equal(0, run.ExitCode);
                Assert.StartsWith(command.Command.Name, line, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_examples_that_name_a_token_have_an_answer_on_a_generated_market()
    {
        var help = await RunAsync("--help");
        var first = help.Lines.Single(static line => line.StartsWith("  birdeye-discovery why ", StringComparison.Ordinal))["  birdeye-discovery ".Length..];
        var examples = AllCommands.Create().Where(static command => command.Command.Name is "why" or "history")
            .SelectMany(static command => command.Examples).Append(first);
        foreach (var example in examples)
        {
            var run = await RunAsync(example.Split(' '));
            Assert.True(run.ExitCode == 0, $"{example}: {run.Errors}");
        }
    }

    [Fact]
    public async Task Without_arguments_the_help_is_shown_and_lists_every_command()
    {
        var run = await RunAsync();

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Errors));
        Assert.All(AllCommands.Create(), command => Assert.Contains(run.Lines, line => line.StartsWith($"  {command.Command.Name} ", StringComparison.Ordinal)));
        Assert.Contains("birdeye-discovery run --cycles 3", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_completes_commands_and_options()
    {
        var name = RootCommand.ExecutableName;

        var commands = await RunAsync($"[suggest:{name.Length + 3}]", $"{name} re");
        var options = await RunAsync($"[suggest:{name.Length + 10}]", $"{name} tokens --");

        Assert.Contains("replay", commands.Lines);
        Assert.Contains("retention", commands.Lines);
        Assert.Contains("--addresses", options.Lines);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Each_shell_gets_a_script(string shell)
    {
        var run = await RunAsync("completion", shell);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Output);
    }

    [Fact]
    public async Task The_version_is_that_of_the_library()
    {
        var run = await RunAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(run.Output.Trim());
    }
}
