using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>
/// The JSON format of the live view for programs in any language: snake_case, enumerations as words, null for unknown values.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(CycleOutcomeConverter)])]
[JsonSerializable(typeof(TokenScoreView))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(Candle))]
internal sealed partial class CacheJsonContext : JsonSerializerContext;
