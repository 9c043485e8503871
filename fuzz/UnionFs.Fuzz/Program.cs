using System.Globalization;
using SharpFuzz;
using UnionFs.Fuzz;

// Usage: [TARGET] random SECONDS [SEED] | [TARGET] replay FILE... | [TARGET] afl
FuzzTarget target = FuzzTargets.Default;
string[] rest = args;
if (rest is [var name, ..] && FuzzTargets.Find(name) is { } named)
{
    target = named;
    rest = rest[1..];
}

switch (rest)
{
    case ["random", var seconds]:
        return RandomDriver.Run(target, Seconds(seconds), Random.Shared.Next());
    case ["random", var seconds, var seed]:
        return RandomDriver.Run(target, Seconds(seconds), int.Parse(seed, CultureInfo.InvariantCulture));
    case ["replay", _, ..]:
        return Replay(target, rest[1..]);
    case ["afl"]:
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            target.Run(bytes.ToArray());
        });
        return 0;
    default:
        Console.Error.WriteLine($"""
            usage: [TARGET] random SECONDS [SEED]   random inputs; a failing one is made smaller and written down
                   [TARGET] replay FILE...          the inputs in files
                   [TARGET] afl                     one input a run, from AFL (see fuzz/run)
            targets: {string.Join(' ', FuzzTargets.All.Select(each => each.Name))}; the first if none is named
            """);
        return 2;
}

static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));

static int Replay(FuzzTarget target, string[] files)
{
    int failures = 0;
    foreach (string file in files)
    {
        Exception? failure = target.Try(File.ReadAllBytes(file));
        Console.WriteLine(failure is null ? $"{file}: fine" : $"{file}: {failure}");
        if (failure is not null) failures++;
    }
    return failures == 0 ? 0 : 1;
}
