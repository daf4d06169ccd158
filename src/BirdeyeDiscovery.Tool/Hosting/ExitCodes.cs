namespace BirdeyeDiscovery.Tool;

/// <summary>The exit codes of the tool. The page <c>docs/tool.md</c> lists them.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>
    /// The exit code of the answer "no": a replay differs, doctor found a fault, an action was refused, every cycle failed.
    /// </summary>
    public const int No = 1;

    /// <summary>The exit code for a wrong command line or configuration.</summary>
    public const int Usage = 2;

    /// <summary>
    /// The exit code for a question without an answer: an unknown token, a time before the first cycle, an input that is not stored.
    /// </summary>
    public const int NoAnswer = 3;

    /// <summary>The exit code for a store that cannot be opened, does not answer, or has another schema.</summary>
    public const int Store = 4;

    /// <summary>The exit code for an error that the tool does not know, which is a bug.</summary>
    public const int Bug = 70;

    /// <summary>The exit code after Ctrl+C or SIGTERM.</summary>
    public const int Cancelled = 130;
}
