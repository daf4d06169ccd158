namespace BirdeyeDiscovery;

/// <summary>
/// One option key of the configuration: how it is parsed, validated and displayed. The reader, the rules, the hash and the reference use
/// it.
/// </summary>
internal abstract class OptionKey(string path, string allowed, string meaning)
{
    /// <summary>The path of the option key below the section, such as <c>Discovery:Interval</c>.</summary>
    public string Path { get; } = path;

    /// <summary>A description of the values that the option key allows.</summary>
    public string Allowed { get; } = allowed;

    public string Meaning { get; } = meaning;

    /// <summary>Whether the value of the option key must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the value of the option key may contain a secret, such as a password in a URL; such parts are not shown.</summary>
    public bool MayHoldSecret { get; init; }

    /// <summary>Whether the value of the option key affects what a cycle decides.</summary>
    public bool DecidesCycle { get; init; }

    /// <summary>Sets the option from a text; false when the text cannot be parsed.</summary>
    public abstract bool TryRead(string text, BirdeyeDiscoveryOptions target);

    public abstract bool IsAllowed(BirdeyeDiscoveryOptions options);

    /// <summary>The value of the option in the form that parses to the same value, or null when there is none.</summary>
    public abstract string? Text(BirdeyeDiscoveryOptions options);
}
