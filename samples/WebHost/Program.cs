using WebHost;

await using var app = await WebApp.CreateAsync(args);
await app.Web.RunAsync();
