namespace BirdeyeDiscovery;

/// <summary>What became of a recorded trade.</summary>
public enum TradeCloseStatus
{
    /// <summary>It is stored.</summary>
    Recorded = 1,

    /// <summary>A trade of this id and these figures was stored before; nothing changed.</summary>
    AlreadyRecorded = 2,

    /// <summary>A trade of this id with other figures was stored before; it is kept, this one is refused.</summary>
    Conflict = 3,
}
