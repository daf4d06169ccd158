namespace BirdeyeDiscovery.Strategies;

/// <summary>What became of reading a configuration.</summary>
public enum StrategyConfigStatus
{
    /// <summary>The token has none: the strategy runs on what it does without one.</summary>
    None = 1,

    /// <summary>It was read and passed the validator.</summary>
    Valid = 2,

    /// <summary>It cannot be read, or did not pass the validator. Nothing stands in for it.</summary>
    Invalid = 3,
}
