namespace BirdeyeDiscovery.Scoring;

/// <summary>What is worth knowing beside a score.</summary>
[Flags]
public enum ScoreNotes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An input was invalid and counted as missing (<c>DATA_INVALID</c>).</summary>
    InvalidData = 1,

    /// <summary>The price rose by more than 100 % within an hour.</summary>
    OverExtended = 2,

    /// <summary>The volume of 24 hours is more than 20 times the liquidity.</summary>
    HighTurnover = 4,
}
