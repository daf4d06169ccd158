namespace BirdeyeDiscovery;

/// <summary>The statements of one feature, composed once per store with the quoted name of its schema.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IPostgresSql<TSelf>
    where TSelf : class, IPostgresSql<TSelf>
{
    /// <summary>Composes the PostgreSQL statements of one feature for a schema.</summary>
    /// <param name="schema">The quoted name of the schema.</param>
    static abstract TSelf Compose(string schema);
}
