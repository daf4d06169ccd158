using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The JSON format of stored cycle inputs, to which <see cref="CycleInputJson"/> adds an internal property.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CycleInput))]
[JsonSerializable(typeof(CycleCosts))]
internal sealed partial class CycleInputJsonContext : JsonSerializerContext;
