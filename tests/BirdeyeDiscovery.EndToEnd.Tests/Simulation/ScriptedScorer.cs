namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Scores a token with the number that the script gave it, which travels as the number of its wallets.</summary>
internal sealed class ScriptedScorer : ITokenScorer
{
    public string Version => "scripted";

    public string OptionsHash => "none";

    public TokenScore Score(in ScoreInputs inputs)
    {
        var total = inputs.UniqueWallets24h ?? 0;
        return new TokenScore
        {
            Total = total,
            Momentum = total,
            Liquidity = total,
            Volume = total,
            Safety = total,
            Flow = total,
            Coverage = 1,
        };
    }
}
