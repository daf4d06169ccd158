using Polly;

namespace BirdeyeDiscovery;

/// <summary>What a host does to one pipeline of an engine.</summary>
/// <param name="Pipeline">The name of the pipeline.</param>
/// <param name="IsReplacement">Whether the defaults, and the changes before this one, are left out.</param>
/// <param name="Configure">Adds the host's strategies.</param>
internal sealed record PipelineChange(string Pipeline, bool IsReplacement, Action<ResiliencePipelineBuilder> Configure);
