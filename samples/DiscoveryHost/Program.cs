using BirdeyeDiscovery;
using DiscoveryHost;

var parsed = HostFlags.Parse(args);
if (parsed.Action is not null && parsed.Errors.Count == 0)
{
    // Handles --help and --version.
    return await parsed.InvokeAsync();
}

var faults = new List<string>();
var flags = HostFlags.Read(parsed, faults);
try
{
    return await DiscoveryProcess.RunAsync(flags, faults, Console.Error);
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DiscoveryStoreException)
{
    // There is no folder for the store, the store will never work, or there is no port to listen on: this process cannot continue.
    await Console.Error.WriteLineAsync($"The host cannot start: {PlainText.Clean(failure.Message)}");
    return DiscoveryProcess.CannotStart;
}
