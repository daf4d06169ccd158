using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BirdeyeDiscovery;

/// <summary>The score model, version 1: five components, weakest-link caps, coverage. Pure and free of allocations.</summary>
internal sealed class TokenScorer : IBoundedTokenScorer
{
    private const string ModelVersion = "1";

    // The scorer adds .01 to its upper bound of a score. Math.Log and Math.Tanh may fall in the last bit where they should rise, and
    // rounding to two decimals can turn that bit into .01.
    private const double RoundingStep = .01;

    private readonly ScoreWeights _weights;

    /// <exception cref="ArgumentException">A weight is negative or not finite, or none is above 0.</exception>
    public TokenScorer(ScoringOptions options)
    {
        _weights = ScoreWeights.From(options);
        OptionsHash = HashOf(_weights);
    }

    public string Version => ModelVersion;

    public string OptionsHash { get; }

    public TokenScore Score(in ScoreInputs inputs)
    {
        var clean = inputs.Clean(out var anyInvalid);
        var liquidity = LiquidityComponent.Of(in clean);
        var momentum = MomentumComponent.Of(in clean, liquidity);
        var volume = VolumeComponent.Of(in clean);
        var safety = SafetyComponent.Of(in clean);
        var flow = FlowComponent.Of(in clean);

        return new TokenScore
        {
            Total = Total(momentum, liquidity, volume, safety, flow),
            Momentum = momentum,
            Liquidity = liquidity,
            Volume = volume,
            Safety = safety,
            Flow = flow,
            Coverage = Coverage(in clean),
            Notes = NotesOf(in clean, anyInvalid),
        };
    }

    public double TotalAtMost(in ScoreInputs known) => Math.Min(100, Score(MissingInputs.AtBest(in known)).Total + RoundingStep);

    /// <summary>Gets the total score of the components, each within 0 to 100. No component depends on a weight.</summary>
    public double Total(double momentum, double liquidity, double volume, double safety, double flow)
    {
        var sum = (_weights.Momentum * momentum) + (_weights.Liquidity * liquidity) + (_weights.Volume * volume)
            + (_weights.Safety * safety) + (_weights.Flow * flow);

        // The caps let poor safety or liquidity limit the total score. Without these caps, a token that can be minted and frozen at will
        // could reach 80.
        var capped = Math.Min(sum, Math.Min(SafetyCap(safety), LiquidityCap(liquidity)));
        return Math.Round(Math.Clamp(capped, 0, 100), 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>Gets the highest total score that a safety component allows.</summary>
    public static double SafetyCap(double safety) => Cap(safety, 60);

    /// <summary>Gets the highest total score that a liquidity component allows.</summary>
    public static double LiquidityCap(double liquidity) => Cap(liquidity, 40);

    // The coverage of a score: how much of its input is known, weighted by the influence on the total.
    private static double Coverage(in ScoreInputs inputs)
    {
        var coverage = (.20 * MomentumComponent.Known(in inputs)) + (.25 * LiquidityComponent.Known(in inputs))
            + (.15 * VolumeComponent.Known(in inputs)) + (.15 * FlowComponent.Known(in inputs)) + (.25 * SafetyComponent.Known(in inputs));

        // Every sum of the shares of the score's coverage is a multiple of .0005. Rounding removes only the error of the addition, which
        // would otherwise decide at the threshold of .80.
        return Curve.Clamp01(Math.Round(coverage, 4));
    }

    private static double Cap(double component, double full)
    {
        var share = Curve.Clamp01(component / full);
        return 40 + (60 * share * share);
    }

    private static ScoreNotes NotesOf(in ScoreInputs clean, bool anyInvalid) =>
        (anyInvalid ? ScoreNotes.InvalidData : ScoreNotes.None)
        | (clean.Change1hPercent > 100 ? ScoreNotes.OverExtended : ScoreNotes.None)
        | (clean.Volume24hUsd > 20 * clean.LiquidityUsd ? ScoreNotes.HighTurnover : ScoreNotes.None);

    private static string HashOf(ScoreWeights weights)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"model={ModelVersion};M={weights.Momentum:R};L={weights.Liquidity:R};V={weights.Volume:R};"
            + $"S={weights.Safety:R};F={weights.Flow:R}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
