using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using BirdeyeDiscovery;
using BirdeyeDiscovery.TradeSender;
using Microsoft.Extensions.DependencyInjection;

// A bot's process for tests: reads closes from its input, a number and JSON a line, records them with several callers, and prints
// the number, the status and what is stored only after the answer. Whoever kills it knows by that what was acknowledged.
//   postgres|sqlite <connection string|path> <schema> <callers>
var (store, target, schema) = (args[0], args[1], args[2]);
var callers = int.Parse(args[3], CultureInfo.InvariantCulture);

var builder = new ServiceCollection()
    .AddBirdeyeDiscovery(options =>
    {
        options.Birdeye.ApiKey = new ApiKey("none");
        options.Storage.Schema = schema;
    })
    .WithoutHostedService();
_ = store == "postgres" ? builder.UsePostgres(options => options.ConnectionString = target) : builder.UseSqlite(target);
await using var services = builder.Services.BuildServiceProvider();
var ledger = services.GetRequiredService<ITradeLedger>();

var lines = Channel.CreateUnbounded<string>();
var sending = Enumerable.Range(0, callers).Select(_ => Task.Run(SendAllAsync)).ToArray();
while (await Console.In.ReadLineAsync() is { } line)
{
    lines.Writer.TryWrite(line);
}

lines.Writer.Complete();
await Task.WhenAll(sending);

async Task SendAllAsync()
{
    await foreach (var line in lines.Reader.ReadAllAsync())
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var close = JsonSerializer.Deserialize(line.AsSpan(space), TradeJson.Default.TradeClose)!;
        var result = await SendAsync(close);
        Console.WriteLine($"{line[..space]} {result.Status} {JsonSerializer.Serialize(result.Stored, TradeJson.Default.TradeClose)}");
    }
}

// A call that failed for good is sent again, as the documentation says.
async Task<TradeCloseResult> SendAsync(TradeClose close)
{
    for (var sent = 1; ; sent++)
    {
        try
        {
            return await ledger.RecordTradeClosedAsync(close);
        }
        catch (DiscoveryStoreException error) when (error.IsTransient && sent < 20)
        {
        }
    }
}
