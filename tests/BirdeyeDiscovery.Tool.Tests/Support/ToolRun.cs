using System.Text.Json;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>What one run of the tool printed.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string[] Lines => Output.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Gets the output with each gap as one space, as a reader sees it.</summary>
    public string Words => string.Join(' ', Output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    public static async Task<ToolRun> OfAsync(ToolContext context, params string[] arguments)
    {
        var exitCode = await ToolApp.RunAsync(arguments, context, TestContext.Current.CancellationToken);
        return new ToolRun(exitCode, context.Output.ToString()!, context.Error.ToString()!);
    }
}
