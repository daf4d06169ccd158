using Polly;

namespace BirdeyeDiscovery.Tests;

/// <summary>A strategy that does nothing and has a name.</summary>
internal static class GateExtensions
{
    public static ResiliencePipelineBuilder AddNamed(this ResiliencePipelineBuilder builder, string name) =>
        builder.AddStrategy(static _ => new ResilienceRegistrationTests.Gate(), new GateOptions { Name = name });

    private sealed class GateOptions : ResilienceStrategyOptions;
}
