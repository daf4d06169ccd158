namespace BirdeyeDiscovery;

/// <summary>
/// An answer of a market source that can check whether its values are possible. A cached answer that fails the check is fetched again.
/// </summary>
internal interface ICheckedAnswer
{
    bool IsPlausible(DateTimeOffset now);
}
