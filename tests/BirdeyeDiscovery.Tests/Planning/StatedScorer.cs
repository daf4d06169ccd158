namespace BirdeyeDiscovery.Tests;

/// <summary>Scores a token with what the test says: the total stands where the wallets would, the coverage where the round trips would.</summary>
internal sealed class StatedScorer : ITokenScorer
{
    public string Version => "stated";

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
            Coverage = inputs.RoundTripShare ?? 1,
        };
    }
}
