namespace BirdeyeDiscovery.Tool;

/// <summary>Ends the tool's process with an exit code and one sentence for the error stream.</summary>
internal sealed class ToolException(int exitCode, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException Usage(string sentence) => new(ExitCodes.Usage, sentence);

    public static ToolException NoAnswer(string sentence) => new(ExitCodes.NoAnswer, sentence);

    public static ToolException NoCycles() => NoAnswer("The store has no cycle yet.");

    /// <summary>Explains to the user of the tool why a store cannot be opened for reading, in which no schema is changed.</summary>
    public static ToolException Unopened(DiscoveryStoreException failure)
    {
        var store = Store(failure);
        return new ToolException(
            store.ExitCode,
            store.Message.Replace("Could not bring the schema up to date in", "Could not open", StringComparison.Ordinal),
            failure);
    }

    /// <summary>Explains a failure of the store in the words of the tool.</summary>
    public static ToolException Store(DiscoveryStoreException failure) => new(
        ExitCodes.Store,
        failure.Message.Replace("start once with Storage:SchemaMode = Apply", "run birdeye-discovery migrate", StringComparison.Ordinal),
        failure);
}
