namespace BirdeyeDiscovery;

/// <summary>The states of a received JSON field.</summary>
internal enum DatumState
{
    /// <summary>The key of the JSON field is absent.</summary>
    Missing = 0,

    /// <summary>The key of the JSON field is present and its value is null; the meaning depends on the field.</summary>
    Null = 1,

    /// <summary>The JSON value cannot be a value of this field.</summary>
    Invalid = 2,

    /// <summary>The JSON field has a value, finite and in range.</summary>
    Known = 3,
}
