using Birdeye_Bot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

// The settings lie beside the program, wherever it is started from. The database lies below the current folder.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddBot(builder.Configuration, Path.GetFullPath("data/bot.db"));
try
{
    using var host = builder.Build();

    // The host checks the settings as well, but logs an exception with its stack.
    host.Services.GetRequiredService<IStartupValidator>().Validate();
    await host.RunAsync();
}
catch (OptionsValidationException wrong)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, wrong.Failures));
    Environment.ExitCode = 2;
}
