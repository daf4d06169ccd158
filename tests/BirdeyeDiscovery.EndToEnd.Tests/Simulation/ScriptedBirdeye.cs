using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>An API that answers exactly what a test says, for tests that need exact ranks and scores.</summary>
internal sealed class ScriptedBirdeye(TimeProvider clock) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<string> _requests = [];

    public List<ScriptedToken> Tokens { get; } = [];

    /// <summary>Which requests fail with 500; the text is path and query.</summary>
    public Func<string, bool> Fails { get; set; } = static _ => false;

    /// <summary>Which requests the plan refuses.</summary>
    public Func<string, bool> Refuses { get; set; } = static _ => false;

    /// <summary>What happens before a request is answered.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public ScriptedToken this[string symbol] => Tokens.Single(token => token.Symbol == symbol);

    public static string AddressOf(string symbol) => symbol.PadRight(40, 'x');

    public ScriptedToken Add(string symbol, int score)
    {
        var token = new ScriptedToken(symbol, score);
        Tokens.Add(token);
        return token;
    }

    /// <summary>Adds tokens A1, A2 and on, each a point below the one before.</summary>
    public void AddLadder(int count, int best = 99, string prefix = "A")
    {
        for (var place = 1; place <= count; place++)
        {
            Add(FormattableString.Invariant($"{prefix}{place}"), best - place + 1);
        }
    }

    public int Count(string part) => Requests.Count(request => request.Contains(part, StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!.PathAndQuery;
        lock (_gate)
        {
            _requests.Add(asked);
        }

        await Before(asked);
        cancellationToken.ThrowIfCancellationRequested();
        if (Fails(asked))
        {
            return Answer(HttpStatusCode.InternalServerError, new JsonObject { ["success"] = false, ["message"] = "broken" });
        }

        return Refuses(asked)
            ? Answer(HttpStatusCode.Unauthorized, new JsonObject { ["success"] = false, ["message"] = "Your API key is either suspended or lacks sufficient permissions" })
            : Answer(HttpStatusCode.OK, new JsonObject { ["success"] = true, ["data"] = Data(asked) });
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private static string Argument(string asked, string name) =>
        asked.Split('?', '&').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static int Number(string asked, string name) => int.Parse(Argument(asked, name), CultureInfo.InvariantCulture);

    private JsonObject? Data(string asked)
    {
        if (asked.StartsWith("/defi/token_trending", StringComparison.Ordinal))
        {
            var rows = Tokens.Where(static token => token.IsListed).Skip(Number(asked, "offset")).Take(Number(asked, "limit"));
            return new JsonObject { ["updateUnixTime"] = clock.GetUtcNow().ToUnixTimeSeconds(), ["tokens"] = new JsonArray([.. rows.Select(Listed)]) };
        }

        var address = Argument(asked, "address");
        var found = Tokens.FirstOrDefault(token => token.Address == address);
        return found is null ? null
            : asked.StartsWith("/defi/token_security", StringComparison.Ordinal) ? Security(found)
            : asked.StartsWith("/defi/token_overview", StringComparison.Ordinal) ? Overview(found)
            : new JsonObject
            {
                ["items"] = asked.StartsWith("/defi/ohlcv", StringComparison.Ordinal)
                    ? Candles(found, Argument(asked, "type"), Number(asked, "time_from"), Number(asked, "time_to"))
                    : Trades(found),
            };
    }

    private static JsonObject Listed(ScriptedToken token) => new()
    {
        ["address"] = token.Address,
        ["symbol"] = token.Symbol,
        ["name"] = token.Symbol,
        ["liquidity"] = token.Liquidity,
        ["volume24hUSD"] = 1e6,
        ["price24hChangePercent"] = 1,
        ["fdv"] = token.Fdv,
        ["price"] = 1,
    };

    private static JsonObject? Security(ScriptedToken token) => !token.HasSecurity ? null : new JsonObject
    {
        ["totalSupply"] = 1e9,
        ["ownerAddress"] = token.IsMintable ? AddressOf("Owner") : null,
        ["freezeAuthority"] = null,
        ["freezeable"] = null,
        ["mutableMetadata"] = false,
        ["top10UserPercent"] = .2,
        ["creatorPercentage"] = .01,
        ["creationTime"] = 1_700_000_000,
    };

    private JsonObject Overview(ScriptedToken token) => new()
    {
        ["address"] = token.Address,
        ["symbol"] = token.Symbol,
        ["name"] = token.Symbol,
        ["liquidity"] = token.Liquidity,
        ["fdv"] = token.Fdv,
        ["v24hUSD"] = 1e6,
        ["priceChange5mPercent"] = 1,
        ["priceChange1hPercent"] = 1,
        ["priceChange24hPercent"] = 1,
        ["vBuy24hUSD"] = 5e5,
        ["vSell24hUSD"] = 5e5,
        ["buy24h"] = 1000,
        ["sell24h"] = 1000,
        ["buy1h"] = 100,
        ["sell1h"] = 100,
        ["uniqueWallet24h"] = token.Score,
        ["lastTradeUnixTime"] = clock.GetUtcNow().ToUnixTimeSeconds(),
    };

    private static JsonArray Candles(ScriptedToken token, string type, long from, long to)
    {
        var rows = new JsonArray();
        var step = type == "1H" ? 3600 : type == "1D" ? 86400 : 300;
        for (var time = (from + step - 1) / step * step; time <= to; time += step)
        {
            if (step == 300 && !token.HasCandle(time))
            {
                continue;
            }

            rows.Add(new JsonObject { ["address"] = token.Address, ["unixTime"] = time, ["o"] = token.Close, ["h"] = token.Close, ["l"] = token.Close, ["c"] = token.Close, ["v"] = 1 });
        }

        return rows;
    }

    private JsonArray Trades(ScriptedToken token) =>
    [
        new JsonObject
        {
            ["owner"] = AddressOf("Wallet"),
            ["side"] = "buy",
            ["txHash"] = "hash",
            ["blockUnixTime"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["to"] = new JsonObject { ["address"] = token.Address, ["price"] = 1, ["uiAmount"] = 10 },
            ["from"] = new JsonObject { ["address"] = AddressOf("Quote"), ["price"] = 1, ["uiAmount"] = 10 },
        },
    ];
}
