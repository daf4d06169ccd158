using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The JSON of the budget forecast in <c>discovery_snapshots</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BudgetForecast))]
internal sealed partial class BudgetJsonContext : JsonSerializerContext;
