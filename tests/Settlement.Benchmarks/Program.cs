using BenchmarkDotNet.Running;
using Settlement.Benchmarks;
using Settlement.Benchmarks.Facilities;
using Settlement.Benchmarks.Load;
using Settlement.Benchmarks.Memory;
using Settlement.Benchmarks.Publication;
using Settlement.Benchmarks.Trial;
using Settlement.Benchmarks.Verify;

if (args is ["load", .. var options])
    return await LoadCommand.RunAsync(options);

if (args is ["facilities", .. var ofFacilities])
    return await FacilityCommand.RunAsync(ofFacilities);

if (args is ["facility-index", .. var ofIndex])
    return FacilityIndexMeasurement.Run(ofIndex);

if (args is ["verify", .. var ofVerify])
    return await VerifyMeasurement.RunAsync(ofVerify);

if (args is ["memory"])
    return await CatalogMemory.RunAsync();

if (args is ["publication"])
    return await PublicationMeasurement.RunAsync();

if (args is ["trial", .. var ofTrial])
    return await VerifyMeasurement.RunAsync(ofTrial, TrialMeasurement.RunAsync);

BenchmarkSwitcher.FromAssembly(typeof(SettlementCalculatorBenchmarks).Assembly).Run(args);
return 0;
