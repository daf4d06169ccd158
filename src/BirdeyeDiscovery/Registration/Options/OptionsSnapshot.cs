namespace BirdeyeDiscovery;

/// <summary>Copies options, so that a running cycle sees no change of the original.</summary>
internal static class OptionsSnapshot
{
    public static BirdeyeDiscoveryOptions Of(BirdeyeDiscoveryOptions options)
    {
        var copy = new BirdeyeDiscoveryOptions { ConfigurationPath = options.ConfigurationPath, ReadErrors = options.ReadErrors };
        foreach (var key in OptionTable.Keys)
        {
            key.Copy(options, copy);
        }

        foreach (var list in OptionLists.All)
        {
            var target = list.Get(copy);
            target.Clear();
            target.UnionWith(list.Get(options));
        }

        copy.Discovery.Seeds = options.Discovery.Seeds is { } seeds ? [.. seeds] : null;
        return copy;
    }
}
