using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>How the live view is written for programs in any language: snake_case, words for enumerations, null for what is not known.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(CycleOutcomeConverter)])]
[JsonSerializable(typeof(TokenScoreView))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(Candle))]
internal sealed partial class CacheJsonContext : JsonSerializerContext;
