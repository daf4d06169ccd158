using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class CompletionCommand : ToolCommand
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public CompletionCommand()
        : base(
            "completion",
            "Write a script that completes commands and options in a shell.",
            "completion bash >> ~/.bashrc",
            "completion zsh >> ~/.zshrc",
            "completion fish > ~/.config/fish/completions/birdeye-discovery.fish",
            "completion pwsh >> $PROFILE")
    {
        ParseFault.Allow(_shell, "bash", "zsh", "fish", "pwsh");
        Command.Add(_shell);
    }

    protected override bool HasJson => false;

    protected override Task<int> RunAsync(ToolCall call)
    {
        call.Context.Output.WriteLine(call.Value(_shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        });
        return Task.FromResult(ExitCodes.Success);
    }

    private const string Bash = """
        _birdeye_discovery() {
          local IFS=$'\n'
          COMPREPLY=($(birdeye-discovery "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o default -F _birdeye_discovery birdeye-discovery
        """;

    private const string Zsh = """
        _birdeye_discovery() {
          local -a found
          found=("${(@f)$(birdeye-discovery "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a found
        }
        compdef _birdeye_discovery birdeye-discovery
        """;

    private const string Fish =
        """complete -c birdeye-discovery -f -a '(birdeye-discovery "[suggest:"(string length -- """
        + """(commandline -cp))"]" (commandline -cp) 2>/dev/null)'""";

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName birdeye-discovery -ScriptBlock {
          param($word, $line, $position)
          birdeye-discovery "[suggest:$position]" "$line" 2>$null | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;
}
