using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>A Redis that speaks TLS, with a certificate of its own making.</summary>
public sealed class RedisTlsTests : IAsyncLifetime
{
    private readonly FakeLogger _logger = new();
    private readonly List<RedisConnection> _connections = [];
    private readonly int _port = Loopback.FreePort();
    private RedisServer _server = null!;
    private string _directory = null!;
    private string _thumbprint = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Required.OrSkip("redis", RedisServer.Missing);
        _directory = await ServerUser.CreateDirectoryAsync("redis-tls");
        var (certificate, key) = (Path.Combine(_directory, "redis.crt"), Path.Combine(_directory, "redis.key"));
        _thumbprint = await WriteCertificateAsync(certificate, key);
        await ServerUser.OwnAsync(_directory);
        _server = await RedisServer.StartAsync("--tls-port", $"{_port}", "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate, "--tls-auth-clients", "no");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_server_whose_certificate_the_host_knows_is_spoken_to_encrypted()
    {
        var connection = Connect(settings => settings.CertificateValidation += (_, certificate, _, _) => certificate?.GetCertHashString() == _thumbprint);
        Assert.True((await connection.TryAsync("write", database => database.StringSetAsync("a", 1), Ct)).IsGiven);
        Assert.Equal(1, await (await _server.AdminAsync()).StringGetAsync("a"));
        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_is_told_nothing()
    {
        var connection = Connect(null);
        Assert.False((await connection.TryAsync("write", database => database.StringSetAsync("a", 1), Ct)).IsGiven);
        Assert.False(await (await _server.AdminAsync()).KeyExistsAsync("a"));
        Assert.True(connection.IsOpen);
        Assert.Single(_logger.Collector.GetSnapshot(), static record => record.Id.Id == 3000);
    }

    [Fact]
    public async Task A_trusted_certificate_of_another_name_is_told_nothing()
    {
        // The certificate is one for 127.0.0.1 only; by the name localhost the same server is reached.
        var issuer = Path.Combine(_directory, "redis.crt");
        Assert.True((await Connect(settings => settings.TrustIssuer(issuer)).TryAsync("write", database => database.StringSetAsync("a", 1), Ct)).IsGiven);
        Assert.False((await Connect(settings => settings.TrustIssuer(issuer), "localhost", seconds: 2).TryAsync("write", database => database.StringSetAsync("b", 1), Ct)).IsGiven);
        Assert.False(await (await _server.AdminAsync()).KeyExistsAsync("b"));
    }

    private static async Task<string> WriteCertificateAsync(string certificateFile, string keyFile)
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=redis of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        return certificate.Thumbprint;
    }

    private RedisConnection Connect(Action<ConfigurationOptions>? configure, string host = "127.0.0.1", int seconds = 10)
    {
        var options = new RedisCacheLayerOptions { Configuration = $"{host}:{_port},ssl=true", Timeout = TimeSpan.FromSeconds(seconds), Configure = configure, RequireEncryption = true };
        Assert.True(new RedisCacheLayerOptionsValidator().Validate(null, options).Succeeded);
        var connection = new RedisConnection(options, "", null, new FakeTimeProvider(), _logger);
        _connections.Add(connection);
        return connection;
    }
}
