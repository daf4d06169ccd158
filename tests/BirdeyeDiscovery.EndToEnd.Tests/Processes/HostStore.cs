namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The stores that the sample host can write to.</summary>
public enum HostStore
{
    /// <summary>Without any setting: a file.</summary>
    Sqlite,

    /// <summary>With <c>ConnectionStrings:Postgres</c>.</summary>
    Postgres,
}
