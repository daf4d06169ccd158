namespace BirdeyeDiscovery.Tool;

/// <summary>The exit codes of the tool. The page <c>docs/tool.md</c> lists them.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The answer is "no": a replay differs, doctor found a fault, an action was refused, every cycle failed.</summary>
    public const int No = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The question has no answer: an unknown token, a time before the first cycle, an input that is not stored.</summary>
    public const int NoAnswer = 3;

    /// <summary>The store cannot be opened, does not answer, or has another schema.</summary>
    public const int Store = 4;

    /// <summary>An error that the tool does not know, which is a bug.</summary>
    public const int Bug = 70;

    /// <summary>Ctrl+C or SIGTERM.</summary>
    public const int Cancelled = 130;
}
