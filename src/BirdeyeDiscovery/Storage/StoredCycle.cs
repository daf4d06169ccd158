namespace BirdeyeDiscovery.Storage;

/// <summary>Represents what one cycle wrote of its candidates: the snapshot with its score rows and rejection rows.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="scores">The score rows in the order in which they were written.</param>
/// <param name="rejections">The rejection rows in the order in which they were written.</param>
public sealed class StoredCycle(
    SnapshotRecord snapshot, IReadOnlyList<ScoreRecord> scores, IReadOnlyList<RejectionRecord> rejections)
{
    /// <summary>Gets the snapshot.</summary>
    public SnapshotRecord Snapshot { get; } = snapshot;

    /// <summary>Gets the score rows; none when retention dropped them.</summary>
    public IReadOnlyList<ScoreRecord> Scores { get; } = scores;

    /// <summary>Gets the rejection rows; none when retention dropped them.</summary>
    public IReadOnlyList<RejectionRecord> Rejections { get; } = rejections;

    /// <summary>Gets the scores of the shadow scorers, by scorer and address; none when retention dropped them.</summary>
    public IReadOnlyList<ShadowScoreRecord> ShadowScores { get; init; } = [];
}
