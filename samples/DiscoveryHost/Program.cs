using DiscoveryHost;

var parsed = HostFlags.Command.Parse(args);
if (parsed.Action is not null && parsed.Errors.Count == 0)
{
    // --help and --version.
    return await parsed.InvokeAsync();
}

var faults = new List<string>();
var flags = HostFlags.Read(parsed, faults);
return await DiscoveryProcess.RunAsync(flags, faults, Console.Error);
