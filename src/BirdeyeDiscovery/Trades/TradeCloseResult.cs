using System.Diagnostics;

namespace BirdeyeDiscovery;

/// <summary>Represents the result of recording a trade.</summary>
/// <param name="status">The status.</param>
/// <param name="stored">The trade as it is stored: the given one, or the first one with its id.</param>
[DebuggerDisplay("{Status}: {Stored}")]
public sealed class TradeCloseResult(TradeCloseStatus status, TradeClose stored)
{
    /// <summary>Gets the status.</summary>
    public TradeCloseStatus Status { get; } = status;

    /// <summary>Gets the trade as it is stored: the given one, or the first one with its id.</summary>
    public TradeClose Stored { get; } = stored;
}
