namespace BirdeyeDiscovery.Storage;

/// <summary>Open positions that identify their token in the same way.</summary>
/// <param name="token">The value of the token column, as text; <see langword="null"/> if it is empty.</param>
/// <param name="count">The number of positions.</param>
public sealed class OpenPositionGroup(string? token, long count)
{
    /// <summary>Gets the value of the token column, as text; <see langword="null"/> if it is empty.</summary>
    public string? Token { get; } = token;

    /// <summary>Gets the number of positions.</summary>
    public long Count { get; } = count;

    /// <summary>
    /// Gets the closing time of one of these positions, as text, if it is not <c>NULL</c>: a value that does not close the position.
    /// </summary>
    public string? ClosedAt { get; init; }
}
