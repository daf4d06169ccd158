namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>One run of the paper bot from its first cycle to its last, made once for all tests that compare with it.</summary>
public sealed class UnbrokenBotRun : IAsyncLifetime
{
    internal const int Seed = 2;

    internal static bool IsLong { get; } = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1";

    internal static int Cycles { get; } = IsLong ? 200 : 40;

    internal BotRuns Runs { get; } = new();

    internal string LastLine { get; private set; } = "";

    internal string Output { get; private set; } = "";

    internal string Facts { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        LastLine = await Runs.ToEndAsync(Cycles, Seed);
        Output = Runs.Output;
        Facts = await Runs.FactsAsync();
    }

    public ValueTask DisposeAsync()
    {
        Runs.Dispose();
        return default;
    }
}
