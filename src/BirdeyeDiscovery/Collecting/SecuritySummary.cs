namespace BirdeyeDiscovery;

/// <summary>A security answer as it is cached.</summary>
internal sealed record SecuritySummary(SecurityFacts Facts, IReadOnlyList<string> InvalidFields)
{
    public static SecuritySummary From(TokenSecurity security)
    {
        var invalid = new List<string>();
        return new SecuritySummary(SecurityFactsReader.From(security, invalid), invalid);
    }
}
