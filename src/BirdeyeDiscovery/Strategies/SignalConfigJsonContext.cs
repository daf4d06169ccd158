using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The JSON format of the strategy configuration <see cref="SignalConfig"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SignalConfig))]
internal sealed partial class SignalConfigJsonContext : JsonSerializerContext;
