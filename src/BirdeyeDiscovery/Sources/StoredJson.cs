using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BirdeyeDiscovery;

/// <summary>
/// The JSON of types with an internal property that the library stores. An attribute would write it into the JSON and the OpenAPI document
/// of every host, and would keep a host's source-generated context from reading the type.
/// </summary>
internal static class StoredJson
{
    /// <summary>Gets the JSON of a type in a stored format, with an internal property of it, or of a part of it, as the last one.</summary>
    /// <param name="context">The format, which has the types of all.</param>
    /// <param name="property">The name of the property.</param>
    /// <param name="get">Gets its value.</param>
    /// <param name="set">Sets its value.</param>
    public static JsonTypeInfo<T> With<T, TOwner, TValue>(
        JsonSerializerContext context, string property, Func<TOwner, TValue?> get, Action<TOwner, TValue?> set)
    {
        var options = new JsonSerializerOptions(context.Options);
        options.TypeInfoResolver = context.WithAddedModifier(type =>
        {
            if (type.Type == typeof(TOwner))
            {
                type.Properties.Add(JsonMetadataServices.CreatePropertyInfo(
                    type.Options,
                    new JsonPropertyInfoValues<TValue>
                    {
                        IsProperty = true,
                        IsPublic = true,
                        DeclaringType = typeof(TOwner),
                        PropertyName = property,
                        Getter = owner => get((TOwner)owner),
                        Setter = (owner, value) => set((TOwner)owner, value),
                    }));
            }
        });
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
