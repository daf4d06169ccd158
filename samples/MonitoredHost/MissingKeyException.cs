namespace MonitoredHost;

/// <summary>There is no API key where one is needed. The message says which setting is missing.</summary>
internal sealed class MissingKeyException(string message) : Exception(message);
