using Polly;

namespace BirdeyeDiscovery;

/// <summary>One call to the API, as the strategies of its pipelines see it. The rules are those of the class that derives from it.</summary>
internal abstract class ApiCall
{
    private static readonly ResiliencePropertyKey<ApiCall> Key = new("BirdeyeDiscovery.ApiCall");

    /// <summary>Gets how long one attempt may take, headers and body together.</summary>
    public abstract TimeSpan AttemptTimeout { get; }

    /// <summary>Gets why the last <see cref="AdmitAsync"/> gave no permit.</summary>
    public abstract Exception Refusal { get; }

    /// <summary>Gets the wait that <see cref="PlanRetry"/> decided on.</summary>
    public TimeSpan RetryDelay { get; protected set; }

    public static ApiCall Of(ResilienceContext context) => context.Properties.TryGetValue(Key, out var call)
        ? call
        : throw new InvalidOperationException("The pipeline was executed without a call to the API.");

    /// <summary>Waits until a request may be sent.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The permit, disposed when the request has ended; null when none may be sent any more.</returns>
    public abstract ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellationToken);

    /// <summary>Draws the conclusions for other calls from a request that failed.</summary>
    public abstract void Learn(Exception failure);

    /// <summary>Decides whether to try again, and after what time.</summary>
    /// <param name="failure">Why the last attempt failed.</param>
    /// <param name="retries">How many retries there were.</param>
    public abstract bool PlanRetry(Exception failure, int retries);

    /// <summary>Called before the wait for a retry.</summary>
    public abstract void OnRetry(Exception failure, int retry, TimeSpan delay);

    public ResilienceContext Enter(string operation, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(operation, cancellationToken);
        context.Properties.Set(Key, this);
        return context;
    }
}
