using System.Text.Json;
using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>The generated JSON of a host that is compiled ahead of time. It sees public members alone.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LiveAnswer<TokenScoreView>))]
[JsonSerializable(typeof(LiveAnswer<LiveView>))]
[JsonSerializable(typeof(LiveAnswer<int?>))]
[JsonSerializable(typeof(LiveAnswer<IReadOnlyList<Candle>>))]
[JsonSerializable(typeof(LiveRead<TokenScoreView>))]
[JsonSerializable(typeof(Reading<CandleSeries>))]
[JsonSerializable(typeof(Reading<MarketList>))]
[JsonSerializable(typeof(SnapshotRecord))]
[JsonSerializable(typeof(BudgetForecast))]
internal sealed partial class HostJson : JsonSerializerContext;
