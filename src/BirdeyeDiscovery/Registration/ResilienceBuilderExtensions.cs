using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace BirdeyeDiscovery;

/// <summary>The verbs by which a host extends or replaces the resilience pipelines of an engine.</summary>
public static class ResilienceBuilderExtensions
{
    /// <summary>Adds strategies of the host to a pipeline, inside the default ones: next to the call, where chaos belongs.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies; may set the telemetry listener and the clock of the pipeline, too.</param>
    /// <returns>The builder.</returns>
    /// <remarks>May be called several times.</remarks>
    /// <exception cref="ArgumentException">There is no pipeline of this name.</exception>
    public static IBirdeyeDiscoveryBuilder ConfigureResilience(
        this IBirdeyeDiscoveryBuilder builder, string pipeline, Action<ResiliencePipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.ConfigureResilience(pipeline, (added, _) => configure(added));
    }

    /// <summary>Adds strategies of the host, which need its services, to a pipeline, inside the default ones.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies; may set the telemetry listener and the clock of the pipeline, too.</param>
    /// <returns>The builder.</returns>
    /// <remarks>May be called several times.</remarks>
    /// <exception cref="ArgumentException">There is no pipeline of this name.</exception>
    public static IBirdeyeDiscoveryBuilder ConfigureResilience(
        this IBirdeyeDiscoveryBuilder builder, string pipeline, Action<ResiliencePipelineBuilder, IServiceProvider> configure) =>
        Change(builder, pipeline, isReplacement: false, configure);

    /// <summary>Builds a pipeline from the host's strategies alone, instead of the default ones and of what was added before.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies; none: calls are made once, and no attempt ends by itself.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// What keeps an account and a store whole stays: the account's limits, the budget of retries, and that nothing is written twice.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no pipeline of this name.</exception>
    public static IBirdeyeDiscoveryBuilder ReplaceResilience(
        this IBirdeyeDiscoveryBuilder builder, string pipeline, Action<ResiliencePipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.ReplaceResilience(pipeline, (added, _) => configure(added));
    }

    /// <summary>Builds a pipeline from the host's strategies alone, which need its services.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies; none: calls are made once, and no attempt ends by itself.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">There is no pipeline of this name.</exception>
    public static IBirdeyeDiscoveryBuilder ReplaceResilience(
        this IBirdeyeDiscoveryBuilder builder, string pipeline, Action<ResiliencePipelineBuilder, IServiceProvider> configure) =>
        Change(builder, pipeline, isReplacement: true, configure);

    private static IBirdeyeDiscoveryBuilder Change(
        IBirdeyeDiscoveryBuilder builder,
        string pipeline,
        bool isReplacement,
        Action<ResiliencePipelineBuilder, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(configure);
        if (!BirdeyeDiscoveryPipelines.All.Contains(pipeline))
        {
            throw new ArgumentException(
                $"There is no pipeline '{pipeline}'; allowed are {string.Join(", ", BirdeyeDiscoveryPipelines.All)}.", nameof(pipeline));
        }

        builder.Services.AddKeyedSingleton(
            builder.Name, (provider, _) => new PipelineChange(pipeline, isReplacement, added => configure(added, provider)));
        return builder;
    }
}
