using BenchmarkDotNet.Running;
using BirdeyeDiscovery.Benchmarks;
using BirdeyeDiscovery.Benchmarks.Gate;
using BirdeyeDiscovery.Benchmarks.Ledger;
using BirdeyeDiscovery.Benchmarks.Redis;
using BirdeyeDiscovery.Benchmarks.Report;
using BirdeyeDiscovery.Benchmarks.Stores;

return args switch
{
    ["--gate"] => GateRunner.Run(Console.Out, accept: false),
    ["--gate", "--accept"] => GateRunner.Run(Console.Out, accept: true),
    ["--all"] => PerformancePage.Run(),
    ["--stores"] => await StoreFigures.RunAsync(Console.Out, scale: false),
    ["--stores" or "--stores-scale", var only] => await StoreFigures.RunAsync(Console.Out, args[0] == "--stores-scale", only),
    ["--stores-scale"] => await StoreFigures.RunAsync(Console.Out, scale: true),
    ["--redis"] => await RedisFigures.RunAsync(Console.Out),
    ["--redis-reader"] => await LiveReaderFigures.RunAsync(Console.Out),
    ["--ledger"] => await LedgerFigures.RunAsync(Console.Out),
    ["--measure"] => await MeasureFigures.RunAsync(Console.Out),
    ["--report"] => await ReportFigures.RunAsync(Console.Out),
    [] => Usage(),
    _ => Other(args),
};

static int Usage()
{
    Console.Error.WriteLine("--all            run every benchmark and write docs/performance.md");
    Console.Error.WriteLine("--stores         measure PostgreSQL against its baselines and write docs/performance-stores.md");
    Console.Error.WriteLine("--redis          measure Redis against its baselines and write docs/performance-redis.md");
    Console.Error.WriteLine("--redis-reader   measure the reader of the live view and write its part of docs/performance-redis.md");
    Console.Error.WriteLine("--ledger         measure replays and explanations on PostgreSQL and write their part of docs/performance-ledger.md");
    Console.Error.WriteLine("--measure        measure the measuring of the score and write its part of docs/performance-ledger.md");
    Console.Error.WriteLine("--report         measure the report on PostgreSQL and write its part of docs/performance-ledger.md");
    Console.Error.WriteLine("--gate           compare allocations and ratios with benchmarks/limits.json");
    Console.Error.WriteLine("--gate --accept  take the measured allocations as the new limits");
    Console.Error.WriteLine("--filter <glob>  run some benchmarks; any other option of BenchmarkDotNet works as well");
    return 2;
}

static int Other(string[] args)
{
    BenchmarkSwitcher.FromTypes(BenchmarkClasses.All).Run(args);
    return 0;
}
