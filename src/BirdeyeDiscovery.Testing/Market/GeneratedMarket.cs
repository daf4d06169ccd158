using System.Collections.Concurrent;

namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The generated market is a function of the seed and the tick: the requests, their times and their number do not affect it.
/// </summary>
internal sealed class GeneratedMarket
{
    public const string SolAddress = "So11111111111111111111111111111111111111112";
    public const string JupAddress = "JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN";
    public const string UsdcAddress = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";

    private const int BlockTicks = 20;

    private readonly ConcurrentDictionary<string, MarketToken> _tokens = new(StringComparer.Ordinal);
    private readonly List<ListSlot> _slots = [];
    private readonly MarketToken[] _majors;
    private readonly ulong _seed;
    private readonly DateTimeOffset _origin;
    private readonly TimeSpan _tick;
    private readonly Lock _gate = new();
    private volatile Tuple<long, TokenList>? _latest;

    public GeneratedMarket(ulong seed, DateTimeOffset origin, TimeSpan tick)
    {
        _seed = Chance.Mix(seed ^ 0xB12DE7E);
        _origin = origin;
        _tick = tick;
        Sol = TokenFactory.Major(_seed, SolAddress, "SOL", "Wrapped SOL", 9, 148, 5.4e8, 5.1e8, 1.4e9, 0.0011);
        _majors =
        [
            Sol,
            TokenFactory.Major(_seed, JupAddress, "JUP", "Jupiter", 6, 0.48, 7e9, 2.6e7, 4.2e7, 0.0019),
            TokenFactory.Major(_seed, UsdcAddress, "USDC", "USD Coin", 6, 1, 8e9, 3.3e8, 9e8, 1e-5),
        ];
        foreach (var token in _majors)
        {
            _tokens[token.Address] = token;
        }

        AddSlots();
    }

    public MarketToken Sol { get; }

    /// <summary>The generated market moves in whole ticks; before its origin it stays at tick 0.</summary>
    public long TickAt(DateTimeOffset now) => Math.Max(0, (now - _origin).Ticks / _tick.Ticks);

    public double MinuteOf(long tick) => ToMinute(_origin + (tick * _tick));

    public static double ToMinute(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalMinutes;

    /// <summary>Finds a token of the generated market that exists at the tick of <see cref="ListAt"/>, on the list or off it.</summary>
    public MarketToken? Find(string address, long tick)
    {
        ListAt(tick);
        return _tokens.TryGetValue(address, out var token) && token.Entry <= MinuteOf(tick) ? token : null;
    }

    public TokenList ListAt(long tick)
    {
        var latest = _latest;
        if (latest is not null && latest.Item1 == tick)
        {
            return latest.Item2;
        }

        lock (_gate)
        {
            if (_latest is { } current && current.Item1 == tick)
            {
                return current.Item2;
            }

            var list = Build(tick);
            _latest = Tuple.Create(tick, list);
            return list;
        }
    }

    private TokenList Build(long tick)
    {
        var minute = MinuteOf(tick);
        var origin = ToMinute(_origin);
        var rows = new List<(MarketToken Token, double Heat, double Volume, double Liquidity)>(_slots.Count + _majors.Length);
        foreach (var slot in _slots)
        {
            Add(slot.At(minute, origin, token => _tokens[token.Address] = token));
        }

        for (var i = 0; i < _majors.Length; i++)
        {
            if (Chance.Unit(_seed ^ 0x99, (ulong)((tick / BlockTicks * 4) + i)) < 0.3)
            {
                Add(_majors[i]);
            }
        }

        rows.Sort(static (left, right) =>
            right.Heat.CompareTo(left.Heat) is var order && order != 0
                ? order
                : string.CompareOrdinal(left.Token.Address, right.Token.Address));
        var listed = new ListedToken[rows.Count];
        for (var i = 0; i < listed.Length; i++)
        {
            listed[i] = new ListedToken(rows[i].Token, i + 1, rows[i].Volume, rows[i].Liquidity);
        }

        return new TokenList(minute, listed, Chance.Unit(_seed ^ 0xAA, (ulong)tick) < 0.25);

        void Add(MarketToken token)
        {
            var volume = token.VolumeSince(minute) - token.VolumeSince(minute - 1440);

            // On the real list, volume explains little of the rank, so its weight in the generated list is small.
            var heat = (0.08 * Math.Log(1 + volume)) + Chance.Wave(token.Key ^ 0xBB, minute, 90);
            heat += token.Class == TokenClass.Major ? -1 : 0;
            rows.Add((token, heat, volume, token.Liquidity(minute)));
        }
    }

    private void AddSlots()
    {
        Slot(TokenClass.Mid, TokenRole.Wash, 1);
        Slot(TokenClass.Young, TokenRole.Rug, 1);
        Slot(TokenClass.Young, TokenRole.OddSymbol, 2);
        Slot(TokenClass.Micro, TokenRole.OddSymbol, 1);
        Slot(TokenClass.Established, TokenRole.Dead, 1);
        Slot(TokenClass.Micro, TokenRole.Fresh, 1);
        Slot(TokenClass.Established, TokenRole.Ordinary, 8);
        Slot(TokenClass.Mid, TokenRole.Ordinary, 10);
        Slot(TokenClass.Young, TokenRole.Ordinary, 14);
        Slot(TokenClass.Micro, TokenRole.Ordinary, 11);

        void Slot(TokenClass tokenClass, TokenRole role, int count)
        {
            for (var i = 0; i < count; i++)
            {
                _slots.Add(new ListSlot(_seed, _slots.Count, tokenClass, role));
            }
        }
    }
}
