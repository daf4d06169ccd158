namespace BirdeyeDiscovery.Tool;

/// <summary>Reads the changed options for an answer of the tool, by their keys.</summary>
internal static class OptionValues
{
    private const string Section = BirdeyeDiscoveryOptions.SectionName + ":";

    /// <summary>Reads the changed options for an answer of the tool from texts of the form <c>KEY=VALUE</c>.</summary>
    /// <exception cref="ToolException">A text has another form, the key does not exist, or the value is not allowed.</exception>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> texts, string option = "--set")
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                throw ToolException.Usage($"{option} is '{PlainText.Clean(text, 100)}'; allowed is KEY=VALUE, such as "
                    + $"Discovery:ActiveSlots=5.");
            }

            var name = text[..at].Trim();
            name = name.StartsWith(Section, StringComparison.OrdinalIgnoreCase) ? name[Section.Length..] : name;
            var value = text[(at + 1)..].Trim();
            if (!OptionTable.ByPath.TryGetValue(name, out var key))
            {
                throw ToolException.Usage($"{option} names '{PlainText.Clean(name, 100)}', which is no key; docs/configuration.md lists "
                    + $"all keys.");
            }

            if (!key.TryRead(value, new BirdeyeDiscoveryOptions()))
            {
                throw ToolException.Usage($"{option}: {OptionFault.Line("", key, value)}");
            }

            values[key.Path] = value;
        }

        return values;
    }

    public static void Apply(IReadOnlyDictionary<string, string> values, BirdeyeDiscoveryOptions target)
    {
        foreach (var (name, value) in values)
        {
            OptionTable.ByPath[name].TryRead(value, target);
        }
    }
}
