using StackExchange.Redis;

namespace BirdeyeDiscovery;

/// <summary>Tells what a failed call says about the server.</summary>
internal static class RedisFaults
{
    private static readonly string[] Nothing =
        ["LOADING", "CLUSTERDOWN", "MASTERDOWN", "BUSY", "NOAUTH", "WRONGPASS"];

    /// <summary>Tells whether the server serves nothing at present. A refused command (read-only, out of memory, no permission) costs no wait, and reads may go on.</summary>
    public static bool IsOutage(Exception fault) => fault switch
    {
        RedisServerException refused => Nothing.Any(word => refused.Message.StartsWith(word, StringComparison.Ordinal)),
        RedisCommandException => false,
        _ => true,
    };

    /// <summary>Tells whether the key holds something else than what was asked for.</summary>
    public static bool IsWrongType(RedisServerException refused) => refused.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>Gets what was read, or a substitute where the key holds something else.</summary>
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

    /// <summary>Gets the kind of a fault for the log: a word of the server's, or the type. Texts of the driver hold endpoints and commands and are left out.</summary>
    public static string Kind(Exception fault) => fault switch
    {
        RedisServerException refused => Word(refused.Message),
        RedisConnectionException lost => $"{nameof(RedisConnectionException)} {lost.FailureType}",
        _ => fault.GetType().Name,
    };

    private static string Word(string message)
    {
        var end = message.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        return end is 0 or > 20 ? nameof(RedisServerException) : end < 0 ? message : message[..end];
    }
}
