using System.CommandLine;

namespace BirdeyeDiscovery.Tool;

internal sealed class McpCommand : ToolCommand
{
    public McpCommand()
        : base(
            "mcp",
            "Answer a client of the Model Context Protocol over the standard streams. It only reads.",
            "mcp",
            "mcp --sqlite /var/lib/bot/discovery.db")
    {
    }

    protected override bool HasJson => false;

    protected override async Task<int> RunAsync(ToolCall call)
    {
        await using var host = await call.OpenAsync();
        await McpStdio.RunAsync(host, call.Context.OpenInput(), call.Context.OpenOutput(), call.Cancelled);
        return ExitCodes.Success;
    }
}
