using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace BirdeyeDiscovery;

public static partial class BirdeyeDiscoveryBuilderExtensions
{
    /// <summary>
    /// Adds strategies of the host to a pipeline, inside the default ones: next to the call, where chaos strategies belong.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies; may also set the telemetry listener and the clock of the pipeline.</param>
    /// <returns>The builder.</returns>
    /// <remarks>May be called several times.</remarks>
    /// <exception cref="ArgumentException">There is no pipeline of this name.</exception>
    public static IBirdeyeDiscoveryBuilder ConfigureResilience(
        this IBirdeyeDiscoveryBuilder builder, string pipeline, Action<ResiliencePipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.ConfigureResilience(pipeline, (added, _) => configure(added));
    }

    /// <summary>Adds strategies of the host that need its services to a pipeline, inside the default ones.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies; may also set the telemetry listener and the clock of the pipeline.</param>
    /// <returns>The builder.</returns>
    /// <remarks>May be called several times.</remarks>
    /// <exception cref="ArgumentException">There is no pipeline of this name.</exception>
    public static IBirdeyeDiscoveryBuilder ConfigureResilience(
        this IBirdeyeDiscoveryBuilder builder, string pipeline, Action<ResiliencePipelineBuilder, IServiceProvider> configure) =>
        Change(builder, pipeline, isReplacement: false, configure);

    /// <summary>Builds a pipeline from the host's strategies only, instead of the default ones and those added before.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies. Without any, calls are made once, and no attempt times out by itself.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The protections of an account and a store remain: the account's limits, the budget of retries, and the guarantee that nothing is
    /// written twice.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no pipeline of this name.</exception>
    public static IBirdeyeDiscoveryBuilder ReplaceResilience(
        this IBirdeyeDiscoveryBuilder builder, string pipeline, Action<ResiliencePipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.ReplaceResilience(pipeline, (added, _) => configure(added));
    }

    /// <summary>Builds a pipeline from the host's strategies only, which need its services.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="pipeline">The name of the pipeline, one of <see cref="BirdeyeDiscoveryPipelines"/>.</param>
    /// <param name="configure">Adds the strategies. Without any, calls are made once, and no attempt times out by itself.</param>
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
