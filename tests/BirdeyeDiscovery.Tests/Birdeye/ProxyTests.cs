using System.Net;

namespace BirdeyeDiscovery.Tests;

/// <summary>The key goes through no proxy that could read it.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task A_local_API_is_asked_without_the_proxy_of_the_host()
    {
        byte[] nothing = [.. LoopbackServer.Head("Content-Length: 28\r\nConnection: close"), .. "{\"success\":true,\"data\":null}"u8];
        await using var proxy = new LoopbackServer((stream, token) => stream.WriteAsync(nothing, token).AsTask());
        await using var server = new LoopbackServer((stream, token) => stream.WriteAsync(nothing, token).AsTask());
        using var api = new GatewayHarness(BirdeyeHandler.Create(new WebProxy(proxy.Address)));
        api.Options.BaseUrl = server.Address;

        Assert.Equal(ReadingKind.Unknown, (await api.SecurityAsync()).Kind);
        Assert.Equal((0, 1), (proxy.Connections, server.Connections));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5005/defi", false)]
    [InlineData("http://127.8.9.1/", false)]
    [InlineData("http://localhost/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("http://[::1]:80/", false)]
    [InlineData("http://public-api.birdeye.so/", false)]
    [InlineData("https://public-api.birdeye.so/", true)]
    [InlineData("https://inner.example/", false)]
    public void Only_a_tunnel_to_another_machine_goes_through_the_proxy(string url, bool isProxied)
    {
        var proxy = new SecureProxy(new WebProxy(new Uri("http://proxy.example:3128"), BypassOnLocal: false, ["inner\\.example"]));
        Assert.Equal(!isProxied, proxy.IsBypassed(new Uri(url)));
        Assert.Equal(isProxied ? new Uri("http://proxy.example:3128") : null, proxy.GetProxy(new Uri(url)));
    }
}
