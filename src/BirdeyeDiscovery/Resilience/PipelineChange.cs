using Polly;

namespace BirdeyeDiscovery;

/// <summary>A host's change of one pipeline of an engine.</summary>
/// <param name="Pipeline">The name of the pipeline.</param>
/// <param name="IsReplacement">Whether the change replaces the defaults and all changes before it.</param>
/// <param name="Configure">Adds the host's strategies.</param>
internal sealed record PipelineChange(string Pipeline, bool IsReplacement, Action<ResiliencePipelineBuilder> Configure);
