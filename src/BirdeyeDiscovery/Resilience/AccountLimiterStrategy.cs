using Polly;
using Polly.Telemetry;

namespace BirdeyeDiscovery;

/// <summary>
/// Lets an attempt through when the limits of the account allow it, holds its permit until the answer is complete, and learns from its failure.
/// </summary>
internal sealed class AccountLimiterStrategy(ResilienceStrategyTelemetry telemetry) : ResilienceStrategy
{
    /// <summary>The event in Polly's telemetry for an attempt that was not let through.</summary>
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

            outcome = await callback(context, state).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Strategies outside of this one see outcomes, as Polly's contract has it.
            return Outcome.FromException<TResult>(exception);
        }

        // After the permit is given back: a pause that is learned here must not wait for it.
        if (outcome.Exception is { } failure)
        {
            call.Learn(failure);
        }

        return outcome;
    }
}
