using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Operators at one host of a store.</summary>
internal static class Operators
{
    public static OperatorNote Note(string? requestId = null, string by = "alice", string reason = "rumours") => new(by, reason, requestId);

    public static ITokenLifecycle Of(StoreHost host, StoreHarness harness, params (string Address, PositionState State)[] positions)
    {
        ArgumentNullException.ThrowIfNull(harness);
        return Of(host, harness.Clock, positions);
    }

    /// <summary>Operators whose host has a clock of its own.</summary>
    public static ITokenLifecycle Of(StoreHost host, TimeProvider clock, params (string Address, PositionState State)[] positions)
    {
        ArgumentNullException.ThrowIfNull(host);
        var known = new KnownPositions(positions);
        return StoreServices.Over(host, clock, TimeProvider.System, builder => builder.UseOpenPositions(_ => known))
            .GetRequiredService<ITokenLifecycle>();
    }

    /// <summary>Starts tracking a token in the cycle with a number.</summary>
    public static async ValueTask<TrackedToken> TrackAsync(StoreHarness harness, int cycle, TrackedToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(harness);
        ArgumentNullException.ThrowIfNull(token);
        await harness.CommitAsync(
            Plans.Cycle(cycle, tokens: [token], events: [Plans.Event(token.Address, LifecycleEventType.Added, cycle, to: token.Status)]), cancellationToken);
        return await harness.Store.FindAsync(token.Address, cancellationToken) ?? throw new InvalidOperationException("The token is not stored.");
    }

    private sealed class KnownPositions((string Address, PositionState State)[] positions) : IOpenPositionSource
    {
        public ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
            new(addresses.ToDictionary(
                static address => address,
                address => positions.Where(known => known.Address == address).Select(static known => known.State).FirstOrDefault(PositionState.Flat)));
    }
}
