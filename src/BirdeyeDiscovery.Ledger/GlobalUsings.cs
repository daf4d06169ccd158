global using BirdeyeDiscovery.Analytics;
global using BirdeyeDiscovery.Configuration;
global using BirdeyeDiscovery.Scoring;
global using BirdeyeDiscovery.Sources;
global using BirdeyeDiscovery.Storage;
global using BirdeyeDiscovery.Strategies;
