using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>The colours of the tool's text output by meaning. No meaning is told by a colour alone.</summary>
internal static class Colours
{
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Warn = new(Color.Yellow);
    public static readonly Style Quiet = new(Color.Grey);
    public static readonly Style Strong = new(decoration: Decoration.Bold);

    public static Style Of(TokenStatus status) => status switch
    {
        TokenStatus.Active => Good,
        TokenStatus.Paused => Warn,
        _ => Quiet,
    };

    public static Style OfPoints(decimal? points) => points switch
    {
        >= 70 => Good,
        < 30 => Bad,
        null => Quiet,
        _ => Style.Plain,
    };

    public static Style Of(TokenDecision decision) => decision switch
    {
        TokenDecision.Entered or TokenDecision.Kept => Good,
        TokenDecision.Rejected or TokenDecision.Paused or TokenDecision.Removed or TokenDecision.CycleFailed => Bad,
        _ => Warn,
    };

    public static Style Of(CycleOutcome outcome) => outcome switch
    {
        CycleOutcome.Complete => Good,
        CycleOutcome.Degraded => Warn,
        _ => Bad,
    };
}
