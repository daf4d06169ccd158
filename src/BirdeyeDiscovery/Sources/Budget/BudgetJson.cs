using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>The JSON of the forecast in <c>discovery_snapshots</c>, with the costs of cycles from which a restarted host goes on.</summary>
internal static class BudgetJson
{
    public static JsonTypeInfo<BudgetForecast> Forecast { get; } = StoredJson.With<BudgetForecast, CycleCosts>(
        BudgetJsonContext.Default,
        nameof(BudgetForecast.Costs),
        static forecast => forecast.Costs,
        static (forecast, costs) => forecast.Costs = costs);
}
