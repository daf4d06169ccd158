namespace BirdeyeDiscovery.Strategies;

/// <summary>Chooses the strategy of a token when it enters, when it returns after its removal, and when its category changed.</summary>
/// <remarks>
/// A pure function: cycles are planned again from what they stored, and equal facts have to give an equal choice. It is not asked about tokens whose strategy a person
/// set. When it throws, or answers what cannot be stored, its token does not enter, or keeps what it has, in that cycle; the cycle is reported as degraded.
/// </remarks>
public interface IStrategyPolicy
{
    /// <summary>Chooses a strategy.</summary>
    /// <param name="facts">What is known of the token.</param>
    /// <returns>The choice.</returns>
    StrategyChoice Choose(StrategyFacts facts);
}
