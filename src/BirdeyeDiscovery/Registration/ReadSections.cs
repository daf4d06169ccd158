using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>
/// Knows which configuration sections the registrations of a host read. It executes the host's code that sets options, once for a section.
/// </summary>
/// <param name="provider">The services of the host.</param>
internal sealed class ReadSections(IServiceProvider provider)
{
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets whether a registration of the host, of any engine, reads a section or one within it.</summary>
    /// <param name="section">The path of the section.</param>
    public bool Contain(string section) => _known.GetOrAdd(section, IsRead);

    private bool IsRead(string section)
    {
        foreach (var registered in provider.GetServices<IConfigureOptions<BirdeyeDiscoveryOptions>>()
            .OfType<ConfigureNamedOptions<BirdeyeDiscoveryOptions>>())
        {
            var options = new BirdeyeDiscoveryOptions { ConfigurationPath = "" };
            try
            {
                registered.Configure(registered.Name, options);
            }
            catch (Exception)
            {
                // The host's code that sets the options of another engine failed. What it reads is not known, and may be this section.
                return true;
            }

            if ((options.ConfigurationPath + ":").StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
