using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>Knows which configuration sections the registrations of a host read.</summary>
internal static class ReadSections
{
    /// <summary>Gets whether a registration of the host, of any engine, reads a section or one within it.</summary>
    /// <param name="provider">The services of the host.</param>
    /// <param name="section">The path of the section.</param>
    public static bool Contain(IServiceProvider provider, string section)
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
