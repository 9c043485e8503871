using BenchmarkDotNet.Running;
using UnionFs.Benchmarks.Images;

switch (args)
{
    case ["image", .. var rest]:
        return await ImageComparison.RunAsync(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(UnionFs.Benchmarks.LookupBenchmarks).Assembly).Run(args);
        return 0;
}
