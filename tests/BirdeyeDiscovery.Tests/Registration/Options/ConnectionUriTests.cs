using System.Net;

namespace BirdeyeDiscovery.Tests.Discovery;

/// <summary>Connection URIs as hosting companies hand them out.</summary>
public sealed class ConnectionUriTests
{
    private const string Secret = "s3cr3t";

    [Theory]
    [InlineData("redis://default:s3cr3t@redis.example:6380/2", "redis.example:6380", "default", Secret, 2, false)]
    [InlineData("rediss://:s3cr3t@redis.example", "redis.example:6379", null, Secret, null, true)]
    [InlineData("redis://my_redis", "my_redis:6379", null, null, null, false)]
    [InlineData("redis://my_redis/", "my_redis:6379", null, null, null, false)]
    [InlineData("REDIS://u:p%40ss%2Fw%3F@127.0.0.1:6379/0", "127.0.0.1:6379", "u", "p@ss/w?", 0, false)]
    [InlineData("redis://u:p@s/w?#@127.0.0.1:6379", "127.0.0.1:6379", "u", "p@s/w?#", null, false)]
    [InlineData("redis://u:a:b@[::1]:7000", "[::1]:7000", "u", "a:b", null, false)]
    public void A_redis_uri_is_read_whole(string text, string endpoint, string? user, string? password, int? database, bool isEncrypted)
    {
        var settings = RedisSettings.TryParse(new RedisCacheLayerOptions { Configuration = text }, out var fault)!;

        Assert.Null(fault);
        var (host, port) = settings.EndPoints[0] switch
        {
            DnsEndPoint name => (name.Host, name.Port),
            IPEndPoint { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } address => ($"[{address.Address}]", address.Port),
            IPEndPoint address => (address.Address.ToString(), address.Port),
            _ => ("", 0),
        };
        Assert.Equal((endpoint, user, password, database, isEncrypted), ($"{host}:{port}", settings.User, settings.Password, settings.DefaultDatabase, settings.Ssl));
    }

    [Theory]
    [InlineData("127.0.0.1:6379,password=a://b,ssl=true", false)]
    [InlineData("password=redis://x,127.0.0.1", false)]
    [InlineData(" rediss://h", true)]
    [InlineData("redis+sentinel://h", true)]
    public void Only_a_text_that_begins_with_a_scheme_is_a_uri(string text, bool isUri) => Assert.Equal(isUri, RedisUri.IsUri(text));

    [Theory]
    [InlineData("redis+sentinel://u:s3cr3t@h:26379/mymaster")]
    [InlineData("https://u:s3cr3t@h:6379")]
    [InlineData("redis://u:s3cr3t@h:6379/zero")]
    [InlineData("redis://u:s3cr3t@h:port")]
    [InlineData("redis://u:s3cr3t@h:6379?ssl_cert_reqs=none")]
    [InlineData("redis://u:s3cr3t@h:6379,ssl=true")]
    [InlineData("redis://")]
    [InlineData("redis://:s3cr3t@")]
    [InlineData("127.0.0.1:6379/0")]
    [InlineData("u:s3cr3t@h:6379")]
    public void What_can_reach_no_redis_is_refused_with_the_key_and_the_form_and_without_the_password(string text)
    {
        var options = new RedisCacheLayerOptions { Configuration = text, ConfigurationKey = "ConnectionStrings:Redis" };

        var line = Assert.Single(new RedisCacheLayerOptionsValidator().Validate(null, options).Failures!);

        Assert.StartsWith("ConnectionStrings:Redis ", line, StringComparison.Ordinal);
        Assert.Contains("host:port", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://bot:s3cr3t@db.example:5999/trading?sslmode=require", "Host=db.example;Port=5999;Database=trading;Username=bot;Password=…;SSL Mode=Require")]
    [InlineData("postgresql://bot@db.example/trading", "Host=db.example;Port=5432;Database=trading;Username=bot")]
    [InlineData("jdbc:postgresql://127.0.0.1/trading?user=bot&password=s3cr3t&ssl=true", "Host=127.0.0.1;Port=5432;Database=trading;Username=bot;Password=…;SSL Mode=VerifyFull")]
    [InlineData("postgres://b%40t:s3%40cr3t@[::1]:1/t", "Host=[::1];Port=1;Database=t;Username=b@t;Password=…")]
    [InlineData("postgres://bot:s3c/r3t@h/t", "Host=…;Port=5432;Database=…;Username=…;Password=…")]
    [InlineData("mysql://bot:s3cr3t@h/t", "Host=localhost;Database=bot;Username=bot")]
    public void A_postgres_uri_is_refused_with_the_key_and_what_to_write_instead(string text, string form)
    {
        var options = new PostgresStoreOptions { ConnectionString = text, ConnectionStringKey = "ConnectionStrings:Postgres" };

        var line = Assert.Single(new PostgresStoreOptionsValidator().Validate(null, options).Failures!);

        Assert.StartsWith("ConnectionStrings:Postgres is a URI", line, StringComparison.Ordinal);
        Assert.EndsWith($"{form}.", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }
}
