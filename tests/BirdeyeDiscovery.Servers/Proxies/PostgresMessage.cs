namespace BirdeyeDiscovery.Servers;

/// <summary>A message from a client to a PostgreSQL server.</summary>
/// <param name="Number">Its number among all messages that passed the proxy, from 1; start-up messages have none.</param>
/// <param name="Type">Its letter in the protocol: <c>Q</c> query, <c>P</c> parse, <c>B</c> bind, <c>E</c> execute, <c>S</c> sync, <c>d</c> and <c>c</c> copied data and its end.</param>
/// <param name="Sql">The statement of a query, or the one that is parsed, bound or executed.</param>
public sealed record PostgresMessage(long Number, char Type, string? Sql)
{
    /// <summary>Gets a value indicating whether a transaction ends with it.</summary>
    public bool IsCommit => Type is 'Q' or 'E' && string.Equals(Sql?.Trim().TrimEnd(';'), "COMMIT", StringComparison.OrdinalIgnoreCase);
}
