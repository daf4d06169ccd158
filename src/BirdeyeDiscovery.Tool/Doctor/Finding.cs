namespace BirdeyeDiscovery.Tool;

/// <summary>Represents what one check of the doctor found.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Status">How bad it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Advice">What to mend; null when there is nothing to do.</param>
internal sealed record Finding(string Check, FindingStatus Status, string Text, string? Advice = null)
{
    public static Finding Ok(string check, string text) => new(check, FindingStatus.Ok, text);

    public static Finding Warning(string check, string text, string advice) => new(check, FindingStatus.Warning, text, advice);

    public static Finding Fault(string check, string text, string advice) => new(check, FindingStatus.Fault, text, advice);
}
