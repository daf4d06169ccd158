namespace BirdeyeDiscovery.Servers;

/// <summary>A server that a test needs is not installed.</summary>
public sealed class ServerMissingException : Exception
{
    public ServerMissingException()
    {
    }

    public ServerMissingException(string message)
        : base(message)
    {
    }

    public ServerMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
