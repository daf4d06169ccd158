global using BirdeyeDiscovery.Storage;
global using BirdeyeDiscovery.Strategies;
