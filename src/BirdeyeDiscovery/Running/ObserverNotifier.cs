using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Tells the host's observers of a cycle. A throwing or slow one is reported and left behind.</summary>
internal sealed class ObserverNotifier(IEnumerable<IDiscoveryObserver> observers, ILogger<DiscoveryEngine> logger)
{
    /// <summary>How long the host's code may take. Real time: that has nothing to do with the clock of the schedule.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IDiscoveryObserver[] _observers = [.. observers];

    public async ValueTask NotifyAsync(CycleResult result, CancellationToken cancellationToken)
    {
        foreach (var observer in _observers)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(Patience);
            try
            {
                await observer.OnCycleAsync(result, timeout.Token).AsTask().WaitAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.ObserverFailed(logger, observer.GetType().Name, failure);
            }
        }
    }
}
