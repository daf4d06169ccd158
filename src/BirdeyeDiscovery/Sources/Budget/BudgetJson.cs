using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>The JSON of the forecast in <c>discovery_snapshots</c>, with the costs of cycles from which a restarted host goes on.</summary>
internal static class BudgetJson
{
    public static JsonTypeInfo<BudgetForecast> Forecast { get; } = WithCosts<BudgetForecast>(BudgetJsonContext.Default);

    /// <summary>Gets the JSON of a type that has a forecast, in a stored format, with the costs of the forecast.</summary>
    public static JsonTypeInfo<T> WithCosts<T>(JsonSerializerContext context) => StoredJson.With<T, BudgetForecast, CycleCosts>(
        context,
        nameof(BudgetForecast.Costs),
        static forecast => forecast.Costs,
        static (forecast, costs) => forecast.Costs = costs);
}
