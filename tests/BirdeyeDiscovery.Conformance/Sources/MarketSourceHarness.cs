namespace BirdeyeDiscovery.Conformance;

/// <summary>One market source under test, and what the suite needs to know of the other side.</summary>
public abstract class MarketSourceHarness : IAsyncDisposable
{
    /// <summary>Gets the source.</summary>
    public abstract IMarketSource Source { get; }

    /// <summary>Gets how many requests the other side has received so far; the source counts as many.</summary>
    public abstract long Requests { get; }

    /// <summary>Gets the options under which the source is asked.</summary>
    public virtual BirdeyeDiscoveryOptions Options { get; } = new();

    /// <summary>Gets the clock of the source.</summary>
    public virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>Gets an address of which the source knows nothing.</summary>
    public virtual string UnknownAddress => "UnknownToken1111111111111111111111111111111";

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
