namespace BirdeyeDiscovery;

/// <summary>Finds where the requests of an account are counted for all hosts.</summary>
internal interface IAccountWindowsSource
{
    /// <param name="account">The account.</param>
    /// <param name="host">A name that no other host has.</param>
    IAccountWindows For(Account account, string host);
}
