namespace BirdeyeDiscovery;

/// <summary>Decides which candidates a staged cycle reads in full.</summary>
internal static class StagingRules
{
    /// <summary>
    /// Gets whether a cycle is staged, full or an audit, from the options, the scorer and the cycles before it. Without stored cycles
    /// nothing counts towards an audit.
    /// </summary>
    public static CycleEnrichment ModeOf(DiscoveryOptions options, ITokenScorer scorer, CycleState state) =>
        options.Enrichment != EnrichmentMode.Staged || scorer is not IBoundedTokenScorer ? CycleEnrichment.Full
        : options.Mode != DiscoveryMode.ReadOnly && options.AuditEvery > 0 && state.StagedCycles >= options.AuditEvery - 1
            ? CycleEnrichment.Audit
        : CycleEnrichment.Staged;

    /// <summary>Starts to choose which candidates a staged cycle reads in full.</summary>
    public static StagedReads Reads(CycleInput input, CandidateFacts[] facts, ITokenScorer scorer) =>
        new(input with { Enrichment = CycleEnrichment.Staged }, facts, (IBoundedTokenScorer)scorer);
}
