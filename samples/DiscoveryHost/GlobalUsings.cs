global using BirdeyeDiscovery.Configuration;
global using BirdeyeDiscovery.Storage;
global using BirdeyeDiscovery.Strategies;
