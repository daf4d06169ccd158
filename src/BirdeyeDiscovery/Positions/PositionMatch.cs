using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>A token that open positions may refer to.</summary>
/// <param name="token">The text in the positions.</param>
/// <param name="address">The address of the token.</param>
/// <param name="how">How the text identifies the token.</param>
[DebuggerDisplay("{Token,nq}: {Address,nq}")]
public sealed class PositionMatch(string token, string address, PositionToken how)
{
    /// <summary>Gets the text in the positions.</summary>
    public string Token { get; } = token;

    /// <summary>Gets the address of the token.</summary>
    public string Address { get; } = address;

    /// <summary>Gets how the text identifies the token.</summary>
    public PositionToken How { get; } = how;
}
