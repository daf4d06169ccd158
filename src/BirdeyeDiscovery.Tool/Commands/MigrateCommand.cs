namespace BirdeyeDiscovery.Tool;

internal sealed class MigrateCommand : ToolCommand
{
    public MigrateCommand()
        : base(
            "migrate",
            "Make the schema of the store, or update it to this version.",
            "migrate",
            "migrate --postgres \"Host=localhost;Database=bot;Username=owner\"")
    {
    }

    protected override async Task<int> RunAsync(ToolCall call)
    {
        await using var host = ToolHost.Create(call.Context, call.Settings);
        var before = await IsCurrentAsync(host, call);
        if (!before)
        {
            await host.OpenAsync(SchemaMode.Apply, call.Cancelled);
        }

        if (call.IsJson)
        {
            return call.Json(new { Store = host.Place.Name, IsChanged = !before });
        }

        call.Console.Line(before
            ? $"The schema of {host.Place.Name} is up to date; nothing was changed."
            : $"The schema of {host.Place.Name} is up to date now.");
        return ExitCodes.Success;
    }

    private static async Task<bool> IsCurrentAsync(ToolHost host, ToolCall call)
    {
        try
        {
            await host.OpenAsync(call.Cancelled);
            return true;
        }
        catch (ToolException failure) when (failure.ExitCode == ExitCodes.Store)
        {
            // The command migrate continues: the schema is missing or older than this version. If the fault is another one, applying the
            // schema reports it again.
            return false;
        }
    }
}
