namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>A bot that holds nothing.</summary>
internal sealed class NoPositions : IOpenPositionSource
{
    public ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
        new(addresses.ToDictionary(static address => address, static _ => PositionState.Flat, StringComparer.Ordinal));
}
