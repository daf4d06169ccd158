namespace BirdeyeDiscovery.Tool;

/// <summary>
/// The exception that ends the tool's process with success when nobody reads its output any more, as after <c>| head</c>.
/// </summary>
internal sealed class ClosedOutputException(IOException cause) : Exception("The reader of the output closed it.", cause);
