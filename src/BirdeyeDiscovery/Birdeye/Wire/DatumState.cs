namespace BirdeyeDiscovery;

/// <summary>The states of a received field.</summary>
internal enum DatumState
{
    /// <summary>The key is absent.</summary>
    Missing = 0,

    /// <summary>The key is present and its value is null; the meaning depends on the field.</summary>
    Null = 1,

    /// <summary>The value cannot be a value of this field.</summary>
    Invalid = 2,

    /// <summary>A value, finite and in range.</summary>
    Known = 3,
}
