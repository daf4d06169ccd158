using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The JSON of the forecast of a month's budget, in <c>discovery_snapshots</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BudgetForecast))]
[JsonSerializable(typeof(CycleCosts))]
internal sealed partial class BudgetJsonContext : JsonSerializerContext;
