using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery;

/// <summary>Registers the parts of an engine that a host may replace once: a second one would silently displace the first.</summary>
internal static class PartRegistration
{
    /// <summary>Registers a part of the host's own; a second registration of the same part is refused.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="part">What the part is, as it is named in the error.</param>
    /// <param name="verbs">The methods that register it.</param>
    /// <param name="create">Creates the part.</param>
    /// <exception cref="InvalidOperationException">The engine already has such a part of the host.</exception>
    public static IBirdeyeDiscoveryBuilder AddOnce<T>(
        this IBirdeyeDiscoveryBuilder builder,
        string part,
        string verbs,
        Func<IServiceProvider, T> create)
        where T : class
    {
        var marker = new Marker(part);
        if (builder.Services.Any(service => service.IsKeyedService
            && Equals(service.ServiceKey, builder.Name)
            && service.ServiceType == typeof(Marker)
            && marker.Equals(service.KeyedImplementationInstance)))
        {
            throw new InvalidOperationException($"{EngineLabel.At(builder.Name)} has {part} already; call {verbs} once.");
        }

        builder.Services.AddKeyedSingleton(builder.Name, marker);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider));
        return builder;
    }

    private sealed record Marker(string Part);
}
