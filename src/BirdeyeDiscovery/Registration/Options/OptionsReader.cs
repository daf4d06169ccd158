using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the options key by key from the table. It needs no reflection, and reports every fault instead of throwing the first one.
/// </summary>
internal static class OptionsReader
{
    /// <summary>Reads a section into options, and stores the faults there for <see cref="BirdeyeDiscoveryOptionsRules"/>.</summary>
    /// <returns>One line per fault; an invalid key keeps its previous value.</returns>
    public static IReadOnlyList<string> Read(IConfiguration section, BirdeyeDiscoveryOptions target)
    {
        var name = (section as IConfigurationSection)?.Path ?? "";
        var errors = new List<string>();
        var seeds = new SeedReader(name);
        foreach (var (path, value) in Leaves(section, ""))
        {
            if (OptionTable.ByPath.TryGetValue(StrategyConfigReader.TypeKey(path) ?? path, out var key))
            {
                if (!key.TryRead(value, target))
                {
                    errors.Add(OptionFault.Line(name, key, value));
                }
            }
            else if (!StrategyConfigReader.IsWithin(path)
                && !seeds.TryTake(path, value, errors)
                && !TryAddToList(path, value, target)
                && UnknownKeys.Fault(name, path, value) is { } fault)
            {
                errors.Add(fault);
            }
        }

        StrategyConfigReader.Read(section, name, target, errors);
        seeds.Finish(target, errors);
        target.ConfigurationPath = name;
        target.IsRead = true;
        target.IsSectionEmpty = section is IConfigurationSection named && !named.Exists();
        target.ReadErrors = errors;
        return errors;
    }

    private static IEnumerable<(string Path, string Value)> Leaves(IConfiguration parent, string prefix)
    {
        foreach (var child in parent.GetChildren())
        {
            var path = prefix + child.Key;

            // A JSON null in the configuration means that the option is not set: its default stays.
            if (child.Value is { } value)
            {
                yield return (path, value);
            }

            foreach (var leaf in Leaves(child, path + ":"))
            {
                yield return leaf;
            }
        }
    }

    private static bool TryAddToList(string path, string value, BirdeyeDiscoveryOptions target)
    {
        foreach (var list in OptionLists.All)
        {
            if (!path.StartsWith(list.Path, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var rest = path.AsSpan(list.Path.Length);
            if (rest.IsEmpty && value.Length == 0)
            {
                return true; // An empty JSON array arrives as an option with an empty value.
            }

            if (rest.Length > 1 && rest[0] == ':' && !rest[1..].ContainsAnyExceptInRange('0', '9'))
            {
                list.Get(target).Add(value.Trim());
                return true;
            }
        }

        return false;
    }
}
