using Microsoft.Extensions.Logging;

namespace BirdeyeDiscovery;

/// <summary>Notifies the host's observers of a cycle. A failing or slow observer is reported and skipped.</summary>
internal sealed class ObserverNotifier(string engine, IEnumerable<IDiscoveryObserver> observers, ILogger logger)
{
    /// <summary>
    /// The time-out of an observer, which is the host's code. It is in real time, because it is unrelated to the clock of the schedule.
    /// </summary>
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
                Log.ObserverFailed(logger, engine, observer.GetType().Name, FailureText.Cause(failure), failure);
            }
        }
    }
}
