namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the answer of the MCP tool <c>measure</c>: a structured answer is an object.</summary>
/// <param name="Reports">One report for each score version with each options hash.</param>
internal sealed record McpReports(IReadOnlyList<ScoreReport> Reports);
