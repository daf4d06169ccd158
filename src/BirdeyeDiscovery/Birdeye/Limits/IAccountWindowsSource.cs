namespace BirdeyeDiscovery;

/// <summary>Provides the shared limits: the place that counts the requests of an account for all hosts.</summary>
internal interface IAccountWindowsSource
{
    /// <param name="account">The account.</param>
    /// <param name="host">The unique name of this host.</param>
    IAccountWindows For(Account account, string host);
}
