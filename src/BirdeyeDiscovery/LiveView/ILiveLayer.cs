namespace BirdeyeDiscovery;

/// <summary>A cache layer that readers of the live view can ask.</summary>
internal interface ILiveLayer
{
    ILiveSource Live { get; }
}
