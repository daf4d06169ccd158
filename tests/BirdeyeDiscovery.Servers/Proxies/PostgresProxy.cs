namespace BirdeyeDiscovery.Servers;

/// <summary>A proxy that understands PostgreSQL's protocol: it fails at chosen messages.</summary>
public sealed class PostgresProxy(int target) : TcpProxy(target)
{
    private long _messages;

    /// <summary>Gets or sets what happens to each message of a client; nothing: it passes. Called by one connection at a time and by several at once.</summary>
    public Func<PostgresMessage, PostgresFault?>? OnMessage { get; set; }

    /// <summary>Gets how many messages of clients were seen, those of the start-up not counted.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Fails once, at the first message that meets a condition, and lets everything pass afterwards.</summary>
    public void FailOnce(Func<PostgresMessage, bool> condition, PostgresFault fault)
    {
        var failed = 0;
        OnMessage = message => condition(message) && Interlocked.Exchange(ref failed, 1) == 0 ? fault : null;
    }

    internal PostgresFault? Judge(char type, string? sql)
    {
        var message = new PostgresMessage(Interlocked.Increment(ref _messages), type, sql);
        return OnMessage?.Invoke(message);
    }

    private protected override Task CarryAsync(ProxyLink link) => new PostgresLink(this, link).CarryAsync();
}
