namespace BirdeyeDiscovery.Strategies;

/// <summary>Chooses the strategy of a token when it enters, when it returns after its removal, and when its category changes.</summary>
/// <remarks>
/// It must be a pure function: cycles are replayed from their stored input, and equal facts have to give an equal choice. It is not called
/// for tokens whose strategy a person set. If it throws, or returns a choice that cannot be stored, the token does not enter, or keeps its
/// strategy, in that cycle; the cycle is reported as degraded.
/// </remarks>
public interface IStrategyPolicy
{
    /// <summary>Chooses a strategy.</summary>
    /// <param name="facts">The known facts of the token.</param>
    /// <returns>The choice.</returns>
    StrategyChoice Choose(StrategyFacts facts);
}
