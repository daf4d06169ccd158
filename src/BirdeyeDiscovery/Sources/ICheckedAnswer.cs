namespace BirdeyeDiscovery;

/// <summary>
/// An answer of a market source that checks whether its own values are plausible. If a cached one is not, the source is read again.
/// </summary>
internal interface ICheckedAnswer
{
    bool IsPlausible(DateTimeOffset now);
}
