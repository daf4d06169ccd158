using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.TradeSender;

/// <summary>Trades as lines of text between the sender and who started it.</summary>
[JsonSerializable(typeof(TradeClose))]
internal sealed partial class TradeJson : JsonSerializerContext;
