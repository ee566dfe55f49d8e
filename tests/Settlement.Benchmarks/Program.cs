using BenchmarkDotNet.Running;
using Settlement.Benchmarks;
using Settlement.Benchmarks.Load;

if (args is ["load", .. var options])
    return await LoadCommand.RunAsync(options);

BenchmarkSwitcher.FromAssembly(typeof(SettlementCalculatorBenchmarks).Assembly).Run(args);
return 0;
