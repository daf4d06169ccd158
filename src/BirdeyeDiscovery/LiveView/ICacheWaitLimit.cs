namespace BirdeyeDiscovery.Caching;

/// <summary>A cache layer that bounds how long the engine waits for it in one cycle.</summary>
/// <remarks>A layer around such a layer has it too; without it a cycle waits for a cache that hangs once for each of its calls.</remarks>
public interface ICacheWaitLimit
{
    /// <summary>Begins a cycle of the engine: the calls that are made on this flow until its end share one limit.</summary>
    /// <returns>The cycle, which ends when it is disposed.</returns>
    IDisposable BeginCycle();
}
