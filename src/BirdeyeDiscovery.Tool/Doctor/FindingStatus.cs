namespace BirdeyeDiscovery.Tool;

internal enum FindingStatus
{
    Ok = 0,
    Warning = 1,
    Fault = 2,
}
