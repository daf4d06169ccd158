using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>The JSON of the stored input of a cycle, with the costs in the forecast of its budget.</summary>
internal static class CycleInputJson
{
    public static JsonTypeInfo<CycleInput> Input { get; } = BudgetJson.WithCosts<CycleInput>(CycleInputJsonContext.Default);
}
