using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery.Tests.Documentation;

/// <summary>Draws the plots of docs/scoring.md from the components themselves.</summary>
internal static class ScorePlots
{
    private const int Left = 40, Top = 12, Width = 400, Height = 160, Steps = 100;

    // Each colour has enough contrast on white and on black.
    private const string Grey = "#7d8590";
    private static readonly string[] Colours = ["#2f81f7", "#d1682f", "#3f9a50"];

    private static readonly ScoreInputs Calm = new() { Change5mPercent = 0, Change1hPercent = 0, Change24hPercent = 0 };
    private static readonly SecurityFacts Clean = new() { MutableMetadata = false, LiquidityLock = LiquidityLock.Locked, CreatorShare = 0 };

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["momentum"] = Plot(-60, 60, false, "change in %", [-60, -30, 0, 30, 60],
            ("5m", x => MomentumComponent.Of(Calm with { Change5mPercent = x }, 60)),
            ("1h", x => MomentumComponent.Of(Calm with { Change1hPercent = x }, 60)),
            ("24h", x => MomentumComponent.Of(Calm with { Change24hPercent = x }, 60))),
        ["liquidity"] = Plot(1e3, 1e6, true, "liquidity in USD", [1e3, 1e4, 1e5, 1e6],
            ("at its peak", x => LiquidityComponent.Of(new ScoreInputs { LiquidityUsd = x, PeakLiquidity60mUsd = x })),
            ("80 % of its peak", x => LiquidityComponent.Of(new ScoreInputs { LiquidityUsd = x, PeakLiquidity60mUsd = x / .8 }))),
        ["volume"] = Plot(1e4, 1e7, true, "volume of 24 hours in USD", [1e4, 1e5, 1e6, 1e7],
            ("much liquidity", x => VolumeComponent.Of(Traded(x, 1e9))),
            ("50,000 USD liquidity", x => VolumeComponent.Of(Traded(x, 5e4)))),
        ["safety"] = Plot(0, 1, false, "share of the ten largest holders", [0, .25, .5, .75, 1],
            ("no other penalty", x => SafetyComponent.Of(new ScoreInputs { Security = Clean with { Top10Share = x }, AgeHours = 72 })),
            ("can be minted", x => SafetyComponent.Of(new ScoreInputs { Security = Clean with { Top10Share = x, MintAuthorityLive = true }, AgeHours = 72 }))),
        ["flow"] = Plot(0, 1, false, "share of buys", [0, .25, .5, .75, 1],
            ("5,000 wallets", x => FlowComponent.Of(Swaps(x, 5_000))),
            ("200 wallets", x => FlowComponent.Of(Swaps(x, 200)))),
    };

    private static ScoreInputs Traded(double volume, double liquidity) =>
        new() { Volume24hUsd = volume, LiquidityUsd = liquidity, UniqueWallets24h = 1e6, RoundTripShare = 0 };

    private static ScoreInputs Swaps(double share, double wallets) => new()
    {
        BuyVolume24hUsd = share * 1e6,
        SellVolume24hUsd = (1 - share) * 1e6,
        BuyCount24h = share * 1e4,
        SellCount24h = (1 - share) * 1e4,
        UniqueWallets24h = wallets,
    };

    private static string Plot(
        double from, double to, bool isLog, string axis, double[] ticks, params (string Name, Func<double, double> Of)[] curves)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 220" font-family="sans-serif" font-size="12" fill="{Grey}">""").Append('\n');
        foreach (var points in new[] { 0, 50, 100 })
        {
            var y = Y(points);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<path d="M{Left} {y:0.#}H{Left + Width}" stroke="{Grey}" stroke-opacity=".4"/>"""
                + $"""<text x="{Left - 6}" y="{y + 4:0.#}" text-anchor="end">{points}</text>""").Append('\n');
        }

        foreach (var tick in ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(tick):0.#}" y="{Top + Height + 18}" text-anchor="middle">{tick:#,0.##}</text>""").Append('\n');
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left + (Width / 2)}" y="{Top + Height + 38}" text-anchor="middle">{axis}</text>""").Append('\n');
        for (var i = 0; i < curves.Length; i++)
        {
            var points = Enumerable.Range(0, Steps + 1)
                .Select(step => At((double)step / Steps))
                .Select(x => string.Create(CultureInfo.InvariantCulture, $"{X(x):0.#},{Y(curves[i].Of(x)):0.#}"));
            svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{string.Join(' ', points)}" fill="none" stroke="{Colours[i]}" stroke-width="2"/>""").Append('\n');
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left + Width + 14}" y="{Top + 20 + (20 * i)}" fill="{Colours[i]}">{curves[i].Name}</text>""").Append('\n');
        }

        return svg.Append("</svg>\n").ToString();

        double At(double share) => isLog ? from * Math.Pow(to / from, share) : from + (share * (to - from));
        double X(double x) => Left + (Width * (isLog ? Math.Log(x / from) / Math.Log(to / from) : (x - from) / (to - from)));
        double Y(double points) => Top + (Height * (1 - (points / 100)));
    }
}
