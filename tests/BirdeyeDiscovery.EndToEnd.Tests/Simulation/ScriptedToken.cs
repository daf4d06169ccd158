namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What the scripted API says of a token. By default it is safe and passes every gate.</summary>
internal sealed class ScriptedToken(string symbol, int score)
{
    public string Symbol { get; set; } = symbol;

    public string Address { get; set; } = ScriptedBirdeye.AddressOf(symbol);

    public int Score { get; set; } = score;

    public double Liquidity { get; set; } = 100_000;

    public double Fdv { get; set; } = 1e6;

    public bool IsListed { get; set; } = true;

    public bool IsMintable { get; set; }

    /// <summary>Gets or sets the close of each of its candles.</summary>
    public double Close { get; set; } = 1;

    /// <summary>Which five-minute buckets had trades, by their start in unix seconds; a quiet bucket is absent in the answer.</summary>
    public Func<long, bool> HasCandle { get; set; } = static _ => true;

    public bool HasSecurity { get; set; } = true;
}
