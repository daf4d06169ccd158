namespace BirdeyeDiscovery.Tool;

internal static class Program
{
    private static Task<int> Main(string[] args) => ToolApp.RunAsync(args, ToolContext.OfProcess(), CancellationToken.None);
}
