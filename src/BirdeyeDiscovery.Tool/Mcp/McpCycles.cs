namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the answer of the MCP tool <c>cycles</c>: a structured answer is an object.</summary>
/// <param name="Cycles">The newest cycles, newest first.</param>
internal sealed record McpCycles(IReadOnlyList<SnapshotRecord> Cycles);
