namespace BirdeyeDiscovery;

/// <summary>A candidate whose exact rank is open: it passed the gates on what is known, but was not read in full.</summary>
/// <param name="Facts">What is known.</param>
/// <param name="Best">The best key that it can still get.</param>
internal sealed record UnreadCandidate(CandidateFacts Facts, RankKey Best);
