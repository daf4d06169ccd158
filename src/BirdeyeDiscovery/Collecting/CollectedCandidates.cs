namespace BirdeyeDiscovery;

/// <summary>The result of collecting the facts of a cycle's candidates.</summary>
/// <param name="Facts">What is known of each candidate.</param>
/// <param name="IsStaged">Whether candidates may be unread because they cannot change a decision.</param>
/// <param name="Steps">
/// For a cycle that reads all candidates: what was known after security, and after each of the parts that followed.
/// </param>
/// <param name="Parts">Reads more of a staged cycle's candidates into <paramref name="Facts"/>; null when every candidate is read.</param>
internal sealed record CollectedCandidates(
    CandidateFacts[] Facts, bool IsStaged, IReadOnlyList<CandidateFacts[]> Steps, CandidateParts? Parts = null);
