namespace MonitoredHost;

/// <summary>A setting is misspelt, or missing where it is needed. The message says which one.</summary>
internal sealed class WrongSettingException(string message) : Exception(message);
