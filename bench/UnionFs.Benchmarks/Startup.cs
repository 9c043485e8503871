using System.Diagnostics;
using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks;

/// <summary>
/// `startup TOOL [RUNS]`: how long `unionfs ls` of a small folder takes beside an empty console program, built here and now, as the SDK builds it. By turns,
/// so that whatever else the machine does hits both; medians by the wall.
/// </summary>
internal static class Startup
{
    private const int WarmUps = 3;
    private const double Target = 1.5;

    /// <summary>0 if the tool is fast enough, 1 if it is not, 2 where something is missing.</summary>
    internal static int Run(string[] arguments)
    {
        int runs = 30;
        if (arguments is not [var tool, ..] || arguments.Length > 2 || !File.Exists(tool) || arguments.Length == 2 && !int.TryParse(arguments[1], out runs) || runs < 1)
        {
            Console.Error.WriteLine("startup TOOL [RUNS]: TOOL is the file of the tool, such as tool/unionfs after `dotnet tool install UnionFs.Cli --tool-path tool --source artifacts/packages`");
            return 2;
        }
        string folder = Directory.CreateTempSubdirectory("unionfs-startup-").FullName;
        try
        {
            string empty = BuildEmpty(folder);
            string small = Directory.CreateDirectory(Path.Combine(folder, "small/sub")).Parent!.FullName;
            foreach (string name in new[] { "one.txt", "two.txt", "sub/three.txt" }) File.WriteAllText(Path.Combine(small, name), name);
            var taken = new List<double>[] { [], [] };
            for (int i = -WarmUps; i < runs; i++)
            {
                (double ours, double reference) = (Milliseconds(tool, "ls", "-l", small), Milliseconds(empty));
                if (i < 0) continue;
                taken[0].Add(ours);
                taken[1].Add(reference);
            }
            var row = new Ratio($"unionfs ls of a small folder; an empty console program, {runs} runs", Rounds.Median(taken[0]), Rounds.Median(taken[1]), Target, "ms");
            Console.WriteLine(Ratio.Header);
            Console.WriteLine(row);
            return row.IsOk ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string BuildEmpty(string folder)
    {
        string project = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;
        File.WriteAllText(Path.Combine(project, "empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(project, "Program.cs"), "return 0;\n");
        string output = Path.Combine(folder, "out");
        Milliseconds("dotnet", "publish", project, "-c", "Release", "-o", output);
        return Path.Combine(output, "empty");
    }

    private static double Milliseconds(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        long before = Clock.Wall();
        using Process process = Process.Start(start)!;
        string errors = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        double taken = (Clock.Wall() - before) / 1e6;
        return process.ExitCode == 0 ? taken : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {errors}");
    }
}
