using System.Diagnostics;
using System.Security.Cryptography;

namespace UnionFs.Fuzz;

/// <summary>The driver that needs no AFL: random inputs until the time is up or one fails. The seed gives the same inputs again.</summary>
internal static class RandomDriver
{
    internal static int Run(FuzzTarget target, TimeSpan time, int seed)
    {
        Console.WriteLine($"{target.Name}: random inputs for {time.TotalSeconds} s, seed {seed}");
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        long count = 0;
        for (; clock.Elapsed < time; count++)
        {
            byte[] input = NextInput(random, target.MaxLength);
            if (target.Try(input) is null) continue;
            Report(target, input, count);
            return 1;
        }
        Console.WriteLine($"{target.Name}: {count} inputs, none failed");
        return 0;
    }

    /// <summary>Any length; half of the inputs from a few values only, so that they say the same thing more than once.</summary>
    private static byte[] NextInput(Random random, int maxLength)
    {
        var input = new byte[random.Next(maxLength + 1)];
        random.NextBytes(input);
        if (random.Next(2) == 0)
        {
            int values = random.Next(2, 24);
            for (int i = 0; i < input.Length; i++) input[i] = (byte)(input[i] % values);
        }
        return input;
    }

    private static void Report(FuzzTarget target, byte[] input, long count)
    {
        byte[] smallest = Shrink(target, input);
        string name = Convert.ToHexStringLower(SHA256.HashData(smallest))[..16];
        string file = Path.Combine(Directory.CreateDirectory("artifacts/fuzz/failures").FullName, $"{target.Name}-{name}");
        File.WriteAllBytes(file, smallest);
        Console.WriteLine($"{target.Name}: input {count} failed; {input.Length} bytes made {smallest.Length}, in {file}");
        Console.WriteLine($"keep it as fuzz/regressions/{target.Name}/NAME: every test run replays what is there");
        Console.WriteLine(target.Try(smallest));
    }

    /// <summary>Takes out ever smaller pieces, and sets bytes to zero, as long as it still fails.</summary>
    private static byte[] Shrink(FuzzTarget target, byte[] input)
    {
        for (int piece = input.Length / 2; piece > 0; piece /= 2)
        {
            for (int start = 0; start + piece <= input.Length;)
            {
                byte[] shorter = [.. input[..start], .. input[(start + piece)..]];
                if (target.Try(shorter) is null) start += piece;
                else input = shorter;
            }
        }
        for (int i = 0; i < input.Length; i++)
        {
            byte[] plainer = [.. input];
            plainer[i] = 0;
            if (input[i] != 0 && target.Try(plainer) is not null) input = plainer;
        }
        return input;
    }
}
