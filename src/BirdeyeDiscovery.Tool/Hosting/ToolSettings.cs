namespace BirdeyeDiscovery.Tool;

/// <summary>Represents the settings of the tool's host: where the data is, and which configuration counts.</summary>
/// <param name="Sqlite">The SQLite file, or null.</param>
/// <param name="Postgres">The connection string of PostgreSQL, or null.</param>
/// <param name="Redis">The connection string of Redis, or null.</param>
/// <param name="ConfigFile">The configuration file, or null for <c>appsettings.json</c> of the folder.</param>
/// <param name="Chain">The chain of the questions, or null for that of the configuration or of the store.</param>
internal sealed record ToolSettings(
    string? Sqlite = null, string? Postgres = null, string? Redis = null, string? ConfigFile = null, string? Chain = null);
