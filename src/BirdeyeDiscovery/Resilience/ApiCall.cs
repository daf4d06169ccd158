using Polly;

namespace BirdeyeDiscovery;

/// <summary>One call to the API, as the resilience strategies of its pipelines see it. The derived class defines the rules.</summary>
internal abstract class ApiCall
{
    private static readonly ResiliencePropertyKey<ApiCall> Key = new("BirdeyeDiscovery.ApiCall");
    private static readonly ResiliencePropertyKey<IDisposable?> PermitKey = new("BirdeyeDiscovery.Permit");

    /// <summary>Gets how long one attempt in the pipeline may take, headers and body together.</summary>
    public abstract TimeSpan AttemptTimeout { get; }

    /// <summary>Gets the reason for the pipeline why the last <see cref="AdmitAsync"/> returned no permit.</summary>
    public abstract Exception Refusal { get; }

    /// <summary>Gets, for the pipeline, the delay of the retry that <see cref="PlanRetry"/> allowed.</summary>
    public TimeSpan RetryDelay { get; protected set; }

    public static ApiCall Of(ResilienceContext context) => context.Properties.TryGetValue(Key, out var call)
        ? call
        : throw new InvalidOperationException("The pipeline was executed without a call to the API.");

    /// <summary>Keeps the permit of an attempt in its resilience context, because a call may have several attempts at once.</summary>
    public static void SetPermit(ResilienceContext context, IDisposable? permit) => context.Properties.Set(PermitKey, permit);

    /// <summary>
    /// Gets the permit of an attempt from its resilience context, so that it can be released before the attempt is complete; null when
    /// there is none.
    /// </summary>
    public static IDisposable? PermitOf(ResilienceContext context) => context.Properties.GetValue(PermitKey, null);

    /// <summary>Waits until the pipeline may send a request.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The permit, disposed when the request has completed; null when no more requests may be sent.</returns>
    public abstract ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellationToken);

    /// <summary>Applies a request that failed in the pipeline to other calls.</summary>
    public abstract void Learn(Exception failure);

    /// <summary>Decides for the pipeline whether to retry, and after what delay.</summary>
    /// <param name="failure">The failure of the last attempt.</param>
    /// <param name="retries">The number of retries so far.</param>
    public abstract bool PlanRetry(Exception failure, int retries);

    /// <summary>Called by the pipeline before the delay of a retry.</summary>
    public abstract void OnRetry(Exception failure, int retry, TimeSpan delay);

    public ResilienceContext Enter(string operation, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(operation, cancellationToken);
        context.Properties.Set(Key, this);
        return context;
    }
}
