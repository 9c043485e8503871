using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(UnionFs.Benchmarks.LookupBenchmarks).Assembly).Run(args);
