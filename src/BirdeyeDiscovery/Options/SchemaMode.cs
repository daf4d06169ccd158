namespace BirdeyeDiscovery;

/// <summary>What happens to the schema at start.</summary>
public enum SchemaMode
{
    /// <summary>Nothing; the schema is taken to be right.</summary>
    None = 0,

    /// <summary>It is compared with what this version needs, and a difference is an error.</summary>
    Validate = 1,

    /// <summary>Missing migrations are applied; a newer schema is refused.</summary>
    Apply = 2,
}
