using WebHost;

if (Help.IsAsked(args))
{
    Console.WriteLine(Help.Text);
    return 0;
}

await using var app = await WebApp.CreateAsync(args);
await app.Web.RunAsync();
return 0;
