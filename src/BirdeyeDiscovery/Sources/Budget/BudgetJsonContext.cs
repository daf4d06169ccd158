using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The JSON form of <see cref="BudgetForecast"/>, the forecast of a month's budget.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BudgetForecast))]
[JsonSerializable(typeof(CycleCosts))]
internal sealed partial class BudgetJsonContext : JsonSerializerContext;
