using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>Serializes as JSON the answers that the collecting of facts keeps in the cache.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MarketList))]
[JsonSerializable(typeof(SecurityFacts))]
[JsonSerializable(typeof(MarketFacts))]
[JsonSerializable(typeof(CandleSeries))]
internal sealed partial class DiscoveryJsonContext : JsonSerializerContext;
