namespace BirdeyeDiscovery;

/// <summary>
/// The label of an engine in log messages and errors. The default engine has an empty name, which would look like a mistake.
/// </summary>
internal readonly record struct EngineLabel(string Name)
{
    public static implicit operator EngineLabel(string name) => new(name);

    /// <summary>Gets the label of an engine within the sentence of a message.</summary>
    public static string In(string name) => name.Length == 0 ? "the engine" : $"the engine '{name}'";

    /// <summary>Gets the label of an engine at the beginning of the sentence of a message.</summary>
    public static string At(string name) => name.Length == 0 ? "The engine" : $"The engine '{name}'";

    /// <summary>Gets the label of an engine as the beginning of a log message.</summary>
    public override string ToString() => string.IsNullOrEmpty(Name) ? "Discovery" : $"Discovery '{Name}'";
}
