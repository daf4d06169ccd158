namespace BirdeyeDiscovery.Servers;

/// <summary>What a <see cref="PostgresProxy"/> does with a message.</summary>
public sealed class PostgresFault
{
    private PostgresFault()
    {
    }

    /// <summary>Gets the connection's end before the message reaches the server; what came before has reached it.</summary>
    public static PostgresFault Cut { get; } = new();

    /// <summary>Gets the connection's end after the server has answered, and before the client hears of it.</summary>
    public static PostgresFault LoseAnswer { get; } = new();

    internal string? SqlState { get; private init; }

    /// <summary>Gets an error in place of what the server would have done: it does not see the message, nor what was sent together with it.</summary>
    public static PostgresFault Error(string sqlState) => new() { SqlState = sqlState };
}
