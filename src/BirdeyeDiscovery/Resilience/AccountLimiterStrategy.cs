using Polly;
using Polly.Telemetry;

namespace BirdeyeDiscovery;

/// <summary>
/// The Polly strategy in the pipeline of market data that admits an attempt when the limits of the account allow it, holds its permit at
/// most until the attempt is complete, and applies its failure to other calls.
/// </summary>
internal sealed class AccountLimiterStrategy(ResilienceStrategyTelemetry telemetry) : ResilienceStrategy
{
    /// <summary>The event in Polly's telemetry for an attempt that was not admitted.</summary>
    public const string RefusedEvent = "BirdeyeDiscovery.OnNotSent";

    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var call = ApiCall.Of(context);
        Outcome<TResult> outcome;
        try
        {
            using var permit = await call.AdmitAsync(context.CancellationToken).ConfigureAwait(false);
            if (permit is null)
            {
                telemetry.Report(new ResilienceEvent(ResilienceEventSeverity.Information, RefusedEvent), context, call.Refusal.Message);
                return Outcome.FromException<TResult>(call.Refusal);
            }

            ApiCall.SetPermit(context, permit);
            outcome = await callback(context, state).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Outer resilience strategies expect outcomes and not exceptions, as Polly's contract requires.
            return Outcome.FromException<TResult>(exception);
        }

        // This Polly strategy applies the failure of an attempt after the permit is released: a pause that is set here must not wait for
        // the permit.
        if (outcome.Exception is { } failure)
        {
            call.Learn(failure);
        }

        return outcome;
    }
}
