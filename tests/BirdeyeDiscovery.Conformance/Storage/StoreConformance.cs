using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The base of all suites that a store has to pass.</summary>
public abstract class StoreConformance
{
    /// <summary>Gets the token that ends the running test.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes the harness of an empty store, not yet started.</summary>
    protected abstract StoreHarness Create();

    /// <summary>Makes the harness of an empty store and opens its first host, which leads.</summary>
    protected async ValueTask<StoreHarness> StartAsync()
    {
        var harness = Create();
        await harness.StartAsync(Cancel);
        return harness;
    }
}
