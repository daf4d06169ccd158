namespace BirdeyeDiscovery;

/// <summary>Represents an engine in messages. The default engine has an empty name, which would look like a mistake.</summary>
internal readonly record struct EngineLabel(string Name)
{
    public static implicit operator EngineLabel(string name) => new(name);

    /// <summary>Gets the engine within a sentence.</summary>
    public static string In(string name) => name.Length == 0 ? "the engine" : $"the engine '{name}'";

    /// <summary>Gets the engine at the beginning of a sentence.</summary>
    public static string At(string name) => name.Length == 0 ? "The engine" : $"The engine '{name}'";

    /// <summary>Gets the beginning of a log message.</summary>
    public override string ToString() => string.IsNullOrEmpty(Name) ? "Discovery" : $"Discovery '{Name}'";
}
