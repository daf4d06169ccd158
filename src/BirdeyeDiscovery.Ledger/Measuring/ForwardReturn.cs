namespace BirdeyeDiscovery.Ledger;

/// <summary>The forward return of a token: the logarithm of the price change that followed a scoring.</summary>
/// <param name="Log">The log return; NaN when it is missing.</param>
/// <param name="IsDead">Whether the token died, so that the return is the floor.</param>
internal readonly record struct ForwardReturn(double Log, bool IsDead)
{
    public static ForwardReturn Missing => new(double.NaN, IsDead: false);
}
