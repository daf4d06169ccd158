using Polly;

namespace BirdeyeDiscovery;

/// <summary>A task that follows the store for as long as the host runs, as the pipeline with the endless retry sees it.</summary>
/// <param name="purpose">The operation's key in Polly's telemetry.</param>
/// <param name="goesOnAfter">Whether the task continues after a failure.</param>
internal sealed class Follower(string purpose, Func<Exception, bool> goesOnAfter)
{
    private static readonly ResiliencePropertyKey<Follower> Key = new("BirdeyeDiscovery.Follower");

    /// <summary>Gets the number of failures in a row that the endless retry has seen.</summary>
    public int Failures { get; private set; }

    public static Follower? Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public ResilienceContext Enter(CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(purpose, cancellationToken);
        context.Properties.Set(Key, this);
        return context;
    }

    public bool GoesOnAfter(Exception failure) => goesOnAfter(failure);

    public void Failed() => Failures++;

    public void Succeeded() => Failures = 0;
}
