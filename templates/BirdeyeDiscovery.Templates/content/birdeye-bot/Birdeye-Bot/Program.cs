using Birdeye_Bot;
using Microsoft.Extensions.Hosting;

// The settings lie beside the program, wherever it is started from. The database lies below the current folder.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddBot(builder.Configuration, Path.GetFullPath("data/bot.db"));
await builder.Build().RunAsync();
