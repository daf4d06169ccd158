using System.Runtime.ExceptionServices;
using Polly;

namespace BirdeyeDiscovery;

/// <summary>
/// One call to a store, as the retry of the pipeline sees it: which failures may be repeated, how often, and for how long.
/// </summary>
/// <param name="purpose">The operation's key in Polly's telemetry.</param>
/// <param name="maxAttempts">The largest number of attempts.</param>
internal sealed class StoreCall(string purpose, int maxAttempts)
{
    private static readonly ResiliencePropertyKey<StoreCall> Key = new("BirdeyeDiscovery.StoreCall");

    private TimeProvider? _time;
    private long _started;
    private ExceptionDispatchInfo? _last;

    public string Purpose { get; } = purpose;

    /// <summary>
    /// Gets which transient failures the retry repeats: those that left the store unchanged, or whose effect the next attempt detects; null
    /// for all.
    /// </summary>
    public Func<DiscoveryStoreException, bool>? IsRepeatable { get; init; }

    /// <summary>Gets the retry's test for whether there is time left for a wait; null means always.</summary>
    public Func<bool>? MayWait { get; init; }

    /// <summary>Gets the time within which attempts of the retry may start; null when only their number is limited.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Gets the number of the retry's current attempt, starting at 1.</summary>
    public int Attempt { get; private set; }

    public static StoreCall? Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public ResilienceContext Enter(TimeProvider time, CancellationToken cancellationToken)
    {
        (_time, _started) = (time, time.GetTimestamp());
        var context = ResilienceContextPool.Shared.Get(Purpose, cancellationToken);
        context.Properties.Set(Key, this);
        return context;
    }

    /// <summary>
    /// Records for the retry that the store must not be called again after this failure, whatever strategies the pipeline has.
    /// </summary>
    public void End(Exception failure) => _last = ExceptionDispatchInfo.Capture(failure);

    /// <summary>Gets whether the default retry of store calls repeats the call after this failure.</summary>
    public bool MayRepeat(Exception? failure) =>
        failure is DiscoveryStoreException { IsTransient: true }
        && _last is null
        && Attempt < maxAttempts
        && (Patience is null || _time!.GetElapsedTime(_started) < Patience)
        && MayWait?.Invoke() != false;

    /// <summary>
    /// Makes one attempt of a store call in the pipeline. After a failure that must not be repeated, each further attempt throws it again,
    /// so that a host's own retry does not repeat the call either.
    /// </summary>
    public async ValueTask<T> TryAsync<TState, T>(
        TState state, Func<TState, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        _last?.Throw();
        Attempt++;
        try
        {
            return await work(state, cancellationToken).ConfigureAwait(false);
        }
        catch (DiscoveryStoreException failure) when (!failure.IsTransient || IsRepeatable?.Invoke(failure) == false)
        {
            End(failure);
            throw;
        }
    }
}
