namespace BirdeyeDiscovery.Conformance;

/// <summary>One empty cache layer under test, and what the suite needs to know of what lies behind it.</summary>
public abstract class CacheHarness : IAsyncDisposable
{
    /// <summary>Gets the layer.</summary>
    public abstract ICacheLayer Layer { get; }

    /// <summary>Gets the clock of the layer.</summary>
    public virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>Lets time pass for every entry; where time cannot be set, by shortening all remaining lifetimes.</summary>
    public abstract ValueTask AdvanceAsync(TimeSpan time);

    /// <summary>Tells whether an entry lives under a key as it is stored, prefix included.</summary>
    public abstract ValueTask<bool> ExistsAsync(string rawKey);

    /// <summary>Opens a second layer over the same data, as another process would; null where the data is not shared.</summary>
    public virtual ValueTask<ICacheLayer?> OpenSecondAsync() => ValueTask.FromResult<ICacheLayer?>(null);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
