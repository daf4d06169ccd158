namespace BirdeyeDiscovery;

/// <summary>A cache layer that serves readers of the live view.</summary>
internal interface ILiveLayer
{
    ILiveSource Live { get; }
}
