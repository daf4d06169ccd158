using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>Runs the tool in this process, on the shared ledger unless told otherwise.</summary>
[Collection(nameof(ToolTest))]
public abstract class ToolTest(SharedLedger ledger)
{
    protected const char Escape = '\u001b';

    private protected SharedLedger Ledger => ledger;

    private protected Task<ToolRun> RunAsync(params string[] arguments) => RunInAsync(ledger.Folder, arguments);

    private protected Task<ToolRun> RunInAsync(string folder, params string[] arguments) => ToolRun.OfAsync(Context(folder), arguments);

    private protected ToolContext Context(
        string folder, IReadOnlyDictionary<string, string>? variables = null, Func<HttpMessageHandler>? handler = null, TextWriter? output = null) => new()
        {
            Output = output ?? new StringWriter(),
            Error = new StringWriter(),
            Folder = folder,
            Variables = variables ?? new Dictionary<string, string>(),
            Clock = new FakeTimeProvider(ledger.Newest.CycleTimestamp.AddSeconds(30)),
            User = "tester",
            HttpHandler = handler,
        };

    /// <summary>Runs a command for machines, and reads its answer.</summary>
    private protected async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--json"]);
        Assert.Equal("", run.Errors);
        return run.Json;
    }
}

/// <summary>The ledger is made once for all tests.</summary>
[CollectionDefinition(nameof(ToolTest))]
public sealed class ToolTestGroup : ICollectionFixture<SharedLedger>;
