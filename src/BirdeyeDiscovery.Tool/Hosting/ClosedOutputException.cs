namespace BirdeyeDiscovery.Tool;

/// <summary>Ends a command of the tool whose output nobody reads any more, as after <c>| head</c>.</summary>
internal sealed class ClosedOutputException(IOException cause) : Exception("The reader of the output closed it.", cause);
