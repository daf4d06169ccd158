using MonitoredHost;

await using var host = await MonitoredApp.CreateAsync(args);
await host.RunAsync();
