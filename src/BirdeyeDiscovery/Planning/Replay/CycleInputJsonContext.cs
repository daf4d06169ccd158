using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The JSON format of stored cycle inputs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CycleInput))]
internal sealed partial class CycleInputJsonContext : JsonSerializerContext;
