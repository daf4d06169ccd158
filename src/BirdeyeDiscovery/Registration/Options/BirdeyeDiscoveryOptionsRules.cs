using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>
/// Validates the options: first what could not be parsed, then each value alone, then combinations of values. Each fault is one line.
/// </summary>
internal sealed class BirdeyeDiscoveryOptionsRules : IValidateOptions<BirdeyeDiscoveryOptions>
{
    public ValidateOptionsResult Validate(string? name, BirdeyeDiscoveryOptions options)
    {
        var faults = Faults(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    public static IReadOnlyList<string> Faults(BirdeyeDiscoveryOptions options)
    {
        var faults = new List<string>(options.ReadErrors);
        var wrong = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in OptionTable.Keys)
        {
            if (!key.IsAllowed(options))
            {
                wrong.Add(key.Path);
                faults.Add(OptionFault.Line(options.ConfigurationPath, key, key.Text(options)));
            }
        }

        foreach (var list in OptionLists.All)
        {
            faults.AddRange(list.Get(options)
                .Where(x => !list.IsAllowed(options, x))
                .Select(x => OptionFault.Line(options.ConfigurationPath, list.Path, x, list.Allowed(options))));
        }

        faults.AddRange(SeedRules.Faults(options));
        faults.AddRange(CrossFieldFaults(options, wrong));
        return faults;
    }

    // Validates options against each other. A value that is invalid by itself is reported already and is not compared.
    private static IEnumerable<string> CrossFieldFaults(BirdeyeDiscoveryOptions options, HashSet<string> wrong)
    {
        if (!BaseUrlRule.IsAllowed(options.Birdeye))
        {
            yield return OptionFault.Line(
                options.ConfigurationPath,
                OptionTable.ByPath["Birdeye:BaseUrl"],
                options.Birdeye.BaseUrl?.OriginalString);
        }

        const string keep = "Discovery:KeepRank", slots = "Discovery:ActiveSlots";
        if (options.Discovery.KeepRank < options.Discovery.ActiveSlots && !wrong.Contains(keep) && !wrong.Contains(slots))
        {
            yield return Line(keep, $"at least {slots}, which is {TextOf(slots)}");
        }

        const string midcap = "Strategies:MidcapMinFdvUsd", bluechip = "Strategies:BluechipMinFdvUsd";
        if (options.Strategies.MidcapMinFdvUsd > options.Strategies.BluechipMinFdvUsd
            && !wrong.Contains(midcap)
            && !wrong.Contains(bluechip))
        {
            yield return Line(midcap, $"at most {bluechip}, which is {TextOf(bluechip)}");
        }

        var scoring = options.Scoring;
        if (scoring is { MomentumWeight: 0, LiquidityWeight: 0, VolumeWeight: 0, SafetyWeight: 0, FlowWeight: 0 })
        {
            yield return OptionFault.Line(
                options.ConfigurationPath,
                "Scoring:*Weight",
                "0",
                "finite numbers of at least 0, one of them above 0");
        }

        string Line(string path, string allowed) => OptionFault.Line(options.ConfigurationPath, path, TextOf(path), allowed);

        string? TextOf(string path) => OptionTable.ByPath[path].Text(options);
    }
}
