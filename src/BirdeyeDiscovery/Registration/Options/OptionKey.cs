namespace BirdeyeDiscovery;

/// <summary>One key of the configuration: how it is read, checked and shown. Reader, rules, hash and reference come from it.</summary>
internal abstract class OptionKey(string path, string allowed, string meaning)
{
    /// <summary>The path below the section, such as <c>Discovery:Interval</c>.</summary>
    public string Path { get; } = path;

    /// <summary>What is allowed, in words.</summary>
    public string Allowed { get; } = allowed;

    public string Meaning { get; } = meaning;

    /// <summary>Whether the value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the value may hold a secret within it, such as a password in a URL; such parts are not shown.</summary>
    public bool MayHoldSecret { get; init; }

    /// <summary>Whether the value has a part in what a cycle decides.</summary>
    public bool DecidesCycle { get; init; }

    /// <summary>Sets the value from text; false when the text cannot be one.</summary>
    public abstract bool TryRead(string text, BirdeyeDiscoveryOptions target);

    public abstract bool IsAllowed(BirdeyeDiscoveryOptions options);

    /// <summary>The value in the form that is read back to the same value, or null when there is none.</summary>
    public abstract string? Text(BirdeyeDiscoveryOptions options);
}
