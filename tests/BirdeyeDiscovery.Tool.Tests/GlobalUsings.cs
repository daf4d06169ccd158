global using BirdeyeDiscovery.Configuration;
global using BirdeyeDiscovery.EndToEnd.Tests;
global using BirdeyeDiscovery.Ledger;
global using BirdeyeDiscovery.Storage;
global using BirdeyeDiscovery.Tool;
