namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A scripted API, a simulated clock and a folder for the store of an engine test.</summary>
public abstract class EngineTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected EngineTest()
    {
        Clock = new SimulatedClock(Start);
        Birdeye = new ScriptedBirdeye(Clock);
    }

    protected static DateTimeOffset Start { get; } = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected SimulatedClock Clock { get; }

    private protected ScriptedBirdeye Birdeye { get; }

    protected string Database => _folder.File("engine.db");

    protected string File(string name) => _folder.File(name);

    public void Dispose()
    {
        Birdeye.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected SimulatedHost Host(Action<BirdeyeDiscoveryOptions>? configure = null, Action<IBirdeyeDiscoveryBuilder>? build = null) =>
        new(Database, Clock, Birdeye, configure, build);
}
