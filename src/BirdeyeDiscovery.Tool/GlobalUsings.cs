global using System.Globalization;
global using BirdeyeDiscovery.Configuration;
global using BirdeyeDiscovery.Ledger;
global using BirdeyeDiscovery.Storage;
