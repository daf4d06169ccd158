using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Classifies the faults of calls to Redis.</summary>
internal static class RedisFaults
{
    private static readonly string[] Nothing =
        ["LOADING", "CLUSTERDOWN", "MASTERDOWN", "BUSY", "NOAUTH", "WRONGPASS"];

    private static readonly string[] Login = ["NOAUTH", "WRONGPASS"];

    /// <summary>
    /// Gets whether Redis serves no request at present. A refused command (read-only, out of memory, no permission) costs no wait, and
    /// reads may continue.
    /// </summary>
    public static bool IsOutage(Exception fault) => fault switch
    {
        RedisServerException refused => Nothing.Any(word => refused.Message.StartsWith(word, StringComparison.Ordinal)),
        RedisCommandException => false,
        _ => true,
    };

    /// <summary>
    /// Gets whether Redis answers and refuses the user or the password. The driver reports that there is no connection; the reason is an
    /// inner exception.
    /// </summary>
    public static bool IsRefusedUser(Exception fault) => fault switch
    {
        RedisServerException refused => Login.Any(word => refused.Message.StartsWith(word, StringComparison.Ordinal)),
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => true,
        AggregateException several => several.InnerExceptions.Any(IsRefusedUser),
        { InnerException: { } inner } => IsRefusedUser(inner),
        _ => false,
    };

    /// <summary>Gets whether the key holds a value of another type than the command expects.</summary>
    public static bool IsWrongType(RedisServerException refused) => refused.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>Gets the value that was read from Redis, or a substitute if the key holds another type.</summary>
    public static async Task<T> OrWhenWrongTypeAsync<T>(Task<T> reading, T substitute)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (RedisServerException refused) when (IsWrongType(refused))
        {
            return substitute;
        }
    }

    /// <summary>
    /// Gets the kind of a Redis fault for the log: the error code of the server, or the exception type. The driver's texts contain
    /// endpoints and commands and are left out.
    /// </summary>
    public static string Kind(Exception fault) => fault switch
    {
        RedisServerException refused => Word(refused.Message),
        RedisConnectionException when IsRefusedUser(fault) =>
            $"{nameof(RedisConnectionException)} {ConnectionFailureType.AuthenticationFailure}",
        RedisConnectionException lost => $"{nameof(RedisConnectionException)} {lost.FailureType}",
        _ => fault.GetType().Name,
    };

    private static string Word(string message)
    {
        var end = message.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        return end is 0 or > 20 ? nameof(RedisServerException) : end < 0 ? message : message[..end];
    }
}
