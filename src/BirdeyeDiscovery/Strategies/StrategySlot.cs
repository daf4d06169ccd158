namespace BirdeyeDiscovery;

/// <summary>One strategy instance with the count of its users. The registry counts as one user until the instance is replaced.</summary>
internal sealed class StrategySlot<T>(T instance, TokenStrategy strategy, Func<T, Task> dispose)
    where T : class
{
    private int _users = 1;

    public T Instance { get; } = instance;

    public TokenStrategy Strategy { get; } = strategy;

    /// <summary>Gets the task of the strategy instance's disposal, which begins once nobody uses the instance.</summary>
    public Task? Disposal { get; private set; }

    /// <summary>Adds a user of the strategy instance; false when the instance has no user left, and is or will be disposed.</summary>
    public bool TryUse()
    {
        for (var users = Volatile.Read(ref _users); users > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Disposal = dispose(Instance);
        }
    }
}
