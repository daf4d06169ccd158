namespace BirdeyeDiscovery.Testing;

/// <summary>
/// One place on the generated list and the tokens that hold it one after another. It depends on the seed and its number only.
/// </summary>
internal sealed class ListSlot
{
    private readonly record struct Stay(MarketToken Token, double From, double To);

    private readonly List<Stay> _stays = [];
    private readonly ulong _key;
    private readonly int _number;
    private readonly TokenClass _class;
    private readonly TokenRole _role;

    public ListSlot(ulong seed, int number, TokenClass tokenClass, TokenRole role)
    {
        _key = Chance.Key(seed, (ulong)number);
        _number = number;
        _class = tokenClass;
        _role = role;
    }

    /// <summary>
    /// The generated token in this place of the list at a minute; <paramref name="born"/> is called for each new token up to then.
    /// </summary>
    public MarketToken At(double minute, double origin, Action<MarketToken> born)
    {
        while (_stays.Count == 0 || _stays[^1].To <= minute)
        {
            _stays.Add(Next(origin, born));
        }

        var index = _stays.Count - 1;
        while (index > 0 && _stays[index].From > minute)
        {
            index--;
        }

        return _stays[index].Token;
    }

    private Stay Next(double origin, Action<MarketToken> born)
    {
        var number = (ulong)_stays.Count;
        var key = Chance.Key(_key, number);
        var mean = _class switch { TokenClass.Established => 960.0, TokenClass.Mid => 240, TokenClass.Young => 120, _ => 90 };
        mean *= _role is TokenRole.Rug or TokenRole.Wash ? 2 : 1;

        // How long a generated token stays on the list is lognormal with sigma 0.8. The median is then the mean times exp(-0.32) = 0.726.
        var length = Math.Clamp(Chance.LogNormal(key, 1, mean * 0.726, 0.8), 4, mean * 8);
        var from = number == 0 ? origin - Math.Floor(length * Chance.Between(key, 2, 0, 0.6)) : _stays[^1].To;
        var to = Math.Ceiling(from + length);
        if (number == 0)
        {
            to = Math.Max(to, origin + 2);
        }

        var returns = _role == TokenRole.Ordinary && number >= 2 && from - _stays[^2].To < 1440 && Chance.Unit(key, 3) < 0.2;
        if (returns)
        {
            return new Stay(_stays[^2].Token, from, to);
        }

        // The generated tokens of a slot with the role OddSymbol have successive odd symbols. Each slot starts at another symbol.
        var token = TokenFactory.Create(key, _class, _role, from, length, number + (ulong)(_number * 7));
        born(token);
        return new Stay(token, from, to);
    }
}
