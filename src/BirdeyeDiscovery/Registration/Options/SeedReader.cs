using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the option <c>Discovery:Seeds:N:…</c>. A configured list replaces the default one; an empty list means no seed tokens.
/// </summary>
internal sealed class SeedReader(string section)
{
    private static readonly ValueText<TokenCategory> Category = ValueText.Name<TokenCategory>();
    private readonly SortedDictionary<int, Draft> _drafts = [];
    private bool _isConfigured;

    public bool TryTake(string path, string value, List<string> errors)
    {
        if (!path.StartsWith(OptionLists.Seeds, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (path.Length == OptionLists.Seeds.Length && value.Length == 0)
        {
            _isConfigured = true;
            return true;
        }

        var parts = path[OptionLists.Seeds.Length..].Split(':');
        if (parts.Length != 3
            || parts[0].Length != 0
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        _drafts.TryGetValue(index, out var draft);
        draft ??= new Draft();
        if (!draft.TrySet(parts[2], value.Trim(), out var allowed))
        {
            if (allowed is null)
            {
                return false;
            }

            draft.IsFaulty = true;
            errors.Add(OptionFault.Line(section, path, value, allowed));
        }

        _isConfigured = true;
        _drafts[index] = draft;
        return true;
    }

    public void Finish(BirdeyeDiscoveryOptions target, List<string> errors)
    {
        if (!_isConfigured)
        {
            return;
        }

        var seeds = new List<SeedToken>();
        foreach (var (index, draft) in _drafts)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{OptionLists.Seeds}:{index}");
            if (draft.Address is null)
            {
                errors.Add(OptionFault.Line(section, $"{path}:Address", null, TextRules.AddressWords(target.Birdeye.Chain)));
            }

            if (draft.Symbol is null)
            {
                errors.Add(OptionFault.Line(section, $"{path}:Symbol", null, SeedRules.SymbolWords));
            }

            if (draft is { Address: { } address, Symbol: { } symbol, IsFaulty: false })
            {
                seeds.Add(new SeedToken(address, symbol, draft.Category, draft.IsPermanent));
            }
        }

        target.Discovery.Seeds = seeds;
    }

    private sealed class Draft
    {
        public string? Address { get; private set; }

        public string? Symbol { get; private set; }

        public TokenCategory Category { get; private set; } = TokenCategory.Bluechip;

        public bool IsPermanent { get; private set; } = true;

        public bool IsFaulty { get; set; }

        /// <summary>
        /// Sets one field of a configured seed. False with the allowed values when the value is invalid, and without them when there is no
        /// such field.
        /// </summary>
        public bool TrySet(string field, string value, out string? allowed)
        {
            allowed = null;
            switch (field.ToUpperInvariant())
            {
                case "ADDRESS":
                    Address = value;
                    return true;
                case "SYMBOL":
                    Symbol = value;
                    return true;
                case "CATEGORY":
                    allowed = SeedRules.CategoryWords;
                    Category = SeedReader.Category.TryParse(value, out var category) ? category : 0;
                    return Category != 0;
                case "ISPERMANENT":
                    allowed = SeedRules.PermanentWords;
                    var isFlag = bool.TryParse(value, out var isPermanent);
                    IsPermanent = isPermanent;
                    return isFlag;
                default:
                    return false;
            }
        }
    }
}
