using BenchmarkDotNet.Running;
using Settlement.Benchmarks;
using Settlement.Benchmarks.Facilities;
using Settlement.Benchmarks.Load;
using Settlement.Benchmarks.Verify;

if (args is ["load", .. var options])
    return await LoadCommand.RunAsync(options);

if (args is ["facilities", .. var ofFacilities])
    return FacilitySearchMeasurement.Run(ofFacilities);

if (args is ["verify", .. var ofVerify])
    return await VerifyMeasurement.RunAsync(ofVerify);

BenchmarkSwitcher.FromAssembly(typeof(SettlementCalculatorBenchmarks).Assembly).Run(args);
return 0;
