using BenchmarkDotNet.Running;
using UnionFs.Benchmarks;
using UnionFs.Benchmarks.Growth;
using UnionFs.Benchmarks.Images;
using UnionFs.Benchmarks.Packs;
using UnionFs.Benchmarks.Ratios;

switch (args)
{
    case ["image", .. var rest]:
        return await ImageComparison.RunAsync(rest);
    case ["ratios", .. var rest]:
        return RatioSuite.Run(rest);
    case ["growth", .. var rest]:
        return GrowthSuite.Run(rest);
    case ["kernel-child", var scratch, .. var rest]:
        return KernelChild.Run(scratch, rest);
    case ["packs", .. var rest]:
        return PackComparison.Run(rest);
    case ["startup", .. var rest]:
        return Startup.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(UnionFs.Benchmarks.LookupBenchmarks).Assembly).Run(args);
        return 0;
}
