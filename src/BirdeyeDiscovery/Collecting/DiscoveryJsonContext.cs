using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The JSON serialization of the market source's answers in the cache.</summary>
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
