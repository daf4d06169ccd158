using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>
/// The JSON format of the live view for programs in any language: snake_case, enumerations as words, null for unknown values.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TokenScoreView))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(Candle))]
internal sealed partial class CacheJsonContext : JsonSerializerContext
{
    /// <summary>Gets the format of the live view. The generated <c>Default</c> has other names and is not used.</summary>
    public static CacheJsonContext Live { get; } =
        new(new JsonSerializerOptions { PropertyNamingPolicy = new LiveNames(), Converters = { new CycleOutcomeConverter() } });
}
