namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A span as a receiver sees it.</summary>
/// <param name="Scope">The name of its activity source.</param>
/// <param name="TraceId">The trace.</param>
/// <param name="Id">Its own id.</param>
/// <param name="ParentId">The id of its parent; empty for a root.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">The names of its attributes, with the values that are texts.</param>
internal sealed record OtlpSpan(
    string Scope, string TraceId, string Id, string ParentId, string Name, IReadOnlyDictionary<string, string?> Attributes);
