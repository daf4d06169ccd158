namespace BirdeyeDiscovery;

/// <summary>What the wire said about one field.</summary>
internal enum DatumState
{
    /// <summary>The key was not there.</summary>
    Missing = 0,

    /// <summary>The key was there and null; what that means depends on the field.</summary>
    Null = 1,

    /// <summary>There was something that cannot be a value of this field.</summary>
    Invalid = 2,

    /// <summary>A value, finite and in range.</summary>
    Known = 3,
}
