namespace BirdeyeDiscovery;

/// <summary>Represents one reason against trading a token.</summary>
/// <param name="block">The kind of the reason.</param>
/// <param name="message">The reason as text, with names and times.</param>
public sealed class TradeBlockReason(TradeBlock block, string message)
{
    /// <summary>Gets the kind of the reason.</summary>
    public TradeBlock Block { get; } = block;

    /// <summary>Gets the reason as text, with names and times.</summary>
    public string Message { get; } = message;
}
