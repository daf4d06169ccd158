namespace BirdeyeDiscovery.Tool;

/// <summary>Lists the commands of the tool, in the order of the help.</summary>
internal static class AllCommands
{
    public static IReadOnlyList<ToolCommand> Create() =>
    [
        new RunCommand(),
        new TokensCommand(),
        new WhyCommand(),
        new HistoryCommand(),
        new CyclesCommand(),
        new DiffCommand(),
        new EventsCommand(),
        new ReplayCommand(),
        new MeasureCommand(),
        new TuneCommand(),
        new ExportCommand(),
        new ReportCommand(),
        new ActCommand(OperatorAct.Track),
        new ActCommand(OperatorAct.Pause),
        new ActCommand(OperatorAct.Resume),
        new ActCommand(OperatorAct.Pin),
        new ActCommand(OperatorAct.Unpin),
        new ActCommand(OperatorAct.Remove),
        new ActCommand(OperatorAct.Allow),
        new MigrateCommand(),
        new RetentionCommand(),
        new RebuildCacheCommand(),
        new DoctorCommand(),
        new McpCommand(),
        new CompletionCommand(),
    ];
}
