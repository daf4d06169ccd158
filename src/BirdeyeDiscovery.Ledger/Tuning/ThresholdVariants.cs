namespace BirdeyeDiscovery.Ledger;

/// <summary>Makes the threshold variants of a search: all combinations of given values of options.</summary>
internal static class ThresholdVariants
{
    /// <summary>The most threshold variants of one search, each of which is a replay of the history.</summary>
    public const int Most = 200;

    /// <summary>Makes the threshold variants.</summary>
    /// <param name="values">The values of each key.</param>
    /// <exception cref="ArgumentException">There are too many, or a key or a value is not allowed.</exception>
    public static IReadOnlyList<TuneVariant> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        IEnumerable<IEnumerable<KeyValuePair<string, string>>> variants = [[]];
        var count = 1L;
        foreach (var (name, texts) in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (!OptionTable.ByPath.TryGetValue(name, out var key))
            {
                throw new ArgumentException($"'{name}' is no key of the options.");
            }

            // The threshold variants use one form of each value, so that 5000 and 05000 are one variant, and one order, so that the order
            // given decides nothing.
            var forms = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var text in texts)
            {
                var options = new BirdeyeDiscoveryOptions();
                if (!key.TryRead(text, options))
                {
                    throw new ArgumentException($"{key.Path} is '{text}'; allowed is {key.Allowed}.");
                }

                forms.Add(key.Text(options) ?? text);
            }

            count *= forms.Count;
            if (count > Most)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The values make {count} combinations; allowed are {Most}, because each is a replay of the history."));
            }

            variants = variants.SelectMany(variant => forms.Select(text => variant.Append(KeyValuePair.Create(key.Path, text)))).ToList();
        }

        return [.. variants.Select(static variant => TuneVariant.Of(TuneOrigin.Given, variant)).DistinctBy(static variant => variant.Hash)];
    }
}
