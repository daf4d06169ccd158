namespace BirdeyeDiscovery;

/// <summary>An answer that knows which values the API's reader produces. A cached answer with other values is fetched anew.</summary>
internal interface ICheckedAnswer
{
    bool IsPlausible(DateTimeOffset now);
}
