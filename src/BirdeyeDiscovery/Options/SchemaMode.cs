using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>The treatment of the schema at start.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SchemaMode>))]
public enum SchemaMode
{
    /// <summary>The schema is not checked and is assumed to be correct.</summary>
    None = 0,

    /// <summary>The schema is compared with the one that this version needs; a difference is an error.</summary>
    Validate = 1,

    /// <summary>Missing schema scripts are applied; a newer schema is rejected.</summary>
    Apply = 2,
}
