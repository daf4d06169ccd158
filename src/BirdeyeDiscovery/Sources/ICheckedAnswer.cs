namespace BirdeyeDiscovery;

/// <summary>An answer that can check whether its values are possible. A cached answer that fails the check is fetched again.</summary>
internal interface ICheckedAnswer
{
    bool IsPlausible(DateTimeOffset now);
}
