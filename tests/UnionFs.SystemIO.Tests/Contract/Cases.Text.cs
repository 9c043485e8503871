using System.Text;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    private static readonly byte[] SomeBytes = [1, 2, 3];

    private static Dictionary<string, Func<World, object?>> Text() => new()
    {
        ["File.ReadAllBytes"] = w => w.Fs.File.ReadAllBytes("f"),
        ["File.ReadAllBytes directory"] = w => w.Fs.File.ReadAllBytes("dir"),
        ["File.ReadAllLines"] = w => Do(() => w.Fs.File.WriteAllText("n", "a\r\nb\n\nc"), () => string.Join('|', w.Fs.File.ReadAllLines("n"))),
        ["File.ReadAllLines encoding"] = w => Do(() => w.Fs.File.WriteAllText("n", "ä\nb", Encoding.Latin1), () => string.Join('|', w.Fs.File.ReadAllLines("n", Encoding.Latin1))),
        ["File.ReadAllText"] = w => w.Fs.File.ReadAllText("dirlink/x"),
        ["File.ReadAllText missing"] = w => w.Fs.File.ReadAllText("nope"),
        ["File.ReadAllText slash"] = w => w.Fs.File.ReadAllText("f/"),
        ["File.ReadAllText encoding"] = w => Do(() => w.Fs.File.WriteAllBytes("n", [0xE9]), () => w.Fs.File.ReadAllText("n", Encoding.Latin1)),
        ["File.ReadAllText mark beats encoding"] = w => Do(() => w.Fs.File.WriteAllText("n", "é", Encoding.Unicode), () => w.Fs.File.ReadAllText("n", Encoding.Latin1)),
        ["File.ReadAllText null encoding"] = w => w.Fs.File.ReadAllText("f", null!),
        ["File.ReadLines"] = w => string.Join('|', w.Fs.File.ReadLines("f")),
        ["File.ReadLines missing"] = w => w.Fs.File.ReadLines("nope"),
        ["File.ReadLines encoding"] = w => string.Join('|', w.Fs.File.ReadLines("f", Encoding.ASCII)),
        ["File.WriteAllBytes"] = w => Do(() => w.Fs.File.WriteAllBytes("f", SomeBytes)),
        ["File.WriteAllBytes null"] = w => Do(() => w.Fs.File.WriteAllBytes("f", null!)),
        ["File.WriteAllBytes span"] = w => Do(() => w.Fs.File.WriteAllBytes("n", SomeBytes.AsSpan())),
        ["File.WriteAllLines array"] = w => Do(() => w.Fs.File.WriteAllLines("n", ["a", "b"])),
        ["File.WriteAllLines array encoding"] = w => Do(() => w.Fs.File.WriteAllLines("n", ["a", "é"], Encoding.Unicode)),
        ["File.WriteAllLines"] = w => Do(() => w.Fs.File.WriteAllLines("n", new List<string> { "a", "b" })),
        ["File.WriteAllLines encoding"] = w => Do(() => w.Fs.File.WriteAllLines("n", new List<string> { "a", "é" }, Encoding.UTF8)),
        ["File.WriteAllLines null"] = w => Do(() => w.Fs.File.WriteAllLines("n", (IEnumerable<string>)null!)),
        ["File.WriteAllText"] = w => Do(() => w.Fs.File.WriteAllText("link", "through")),
        ["File.WriteAllText null"] = w => Do(() => w.Fs.File.WriteAllText("f", null)),
        ["File.WriteAllText encoding"] = w => Do(() => w.Fs.File.WriteAllText("n", "é", Encoding.UTF8)),
        ["File.WriteAllText span"] = w => Do(() => w.Fs.File.WriteAllText("n", "é".AsSpan())),
        ["File.WriteAllText span encoding"] = w => Do(() => w.Fs.File.WriteAllText("n", "é".AsSpan(), Encoding.BigEndianUnicode)),
        ["File.WriteAllText directory"] = w => Do(() => w.Fs.File.WriteAllText("dir", "x")),
        ["File.WriteAllText missing parent"] = w => Do(() => w.Fs.File.WriteAllText("no/x", "x")),
        ["File.WriteAllText lone surrogate"] = w => Do(() => w.Fs.File.WriteAllText("f", "a\ud800")),
    };

    private static Dictionary<string, Func<World, object?>> Appending() => new()
    {
        ["File.AppendAllBytes"] = w => Do(() => w.Fs.File.AppendAllBytes("f", SomeBytes)),
        ["File.AppendAllBytes null"] = w => Do(() => w.Fs.File.AppendAllBytes("f", null!)),
        ["File.AppendAllBytes span"] = w => Do(() => w.Fs.File.AppendAllBytes("n", SomeBytes.AsSpan())),
        ["File.AppendAllLines"] = w => Do(() => w.Fs.File.AppendAllLines("f", ["a", "b"])),
        ["File.AppendAllLines encoding"] = w => Do(() => w.Fs.File.AppendAllLines("n", ["a", "é"], Encoding.Unicode)),
        ["File.AppendAllText"] = w => Do(() => w.Fs.File.AppendAllText("f", "!")),
        ["File.AppendAllText null"] = w => Do(() => w.Fs.File.AppendAllText("n", null)),
        ["File.AppendAllText encoding"] = w => Do(() => w.Fs.File.AppendAllText("f", "é", Encoding.Unicode)),
        ["File.AppendAllText span"] = w => Do(() => w.Fs.File.AppendAllText("f", "é".AsSpan())),
        ["File.AppendAllText span encoding"] = w => Do(() => w.Fs.File.AppendAllText("n", "é".AsSpan(), Encoding.UTF32)),
        ["File.AppendAllText directory"] = w => Do(() => w.Fs.File.AppendAllText("dir", "x")),
    };

    private static async Task<string[]> Collect(IAsyncEnumerable<string> lines)
    {
        var all = new List<string>();
        await foreach (string line in lines) all.Add(line);
        return [.. all];
    }

    private static Dictionary<string, Func<World, object?>> Async() => new()
    {
        ["File.ReadAllBytesAsync"] = w => Outcome.Wait(() => w.Fs.File.ReadAllBytesAsync("f")),
        ["File.ReadAllBytesAsync missing"] = w => Outcome.Wait(() => w.Fs.File.ReadAllBytesAsync("nope")),
        ["File.ReadAllLinesAsync"] = w => Outcome.Wait(() => w.Fs.File.ReadAllLinesAsync("f")),
        ["File.ReadAllLinesAsync missing"] = w => Outcome.Wait(() => w.Fs.File.ReadAllLinesAsync("no/f")),
        ["File.ReadAllLinesAsync encoding"] = w => Outcome.Wait(() => w.Fs.File.ReadAllLinesAsync("f", Encoding.ASCII)),
        ["File.ReadAllTextAsync"] = w => Outcome.Wait(() => w.Fs.File.ReadAllTextAsync("f")),
        ["File.ReadAllTextAsync cancelled"] = w => Outcome.Wait(() => w.Fs.File.ReadAllTextAsync("f", Cancelled)),
        ["File.ReadAllTextAsync null"] = w => Outcome.Wait(() => w.Fs.File.ReadAllTextAsync(null!)),
        ["File.ReadAllTextAsync encoding"] = w => Outcome.Wait(() => w.Fs.File.ReadAllTextAsync("f", Encoding.ASCII)),
        ["File.ReadLinesAsync"] = w => Outcome.Wait(() => Collect(w.Fs.File.ReadLinesAsync("f"))),
        ["File.ReadLinesAsync missing"] = w => Outcome.Wait(() => Collect(w.Fs.File.ReadLinesAsync("nope"))),
        ["File.ReadLinesAsync encoding"] = w => Outcome.Wait(() => Collect(w.Fs.File.ReadLinesAsync("f", Encoding.ASCII))),
        ["File.WriteAllBytesAsync"] = w => Outcome.Wait(() => w.Fs.File.WriteAllBytesAsync("f", SomeBytes)),
        ["File.WriteAllBytesAsync null"] = w => Outcome.Wait(() => w.Fs.File.WriteAllBytesAsync("f", null!)),
        ["File.WriteAllBytesAsync memory"] = w => Outcome.Wait(() => w.Fs.File.WriteAllBytesAsync("n", SomeBytes.AsMemory())),
        ["File.WriteAllLinesAsync"] = w => Outcome.Wait(() => w.Fs.File.WriteAllLinesAsync("n", ["a", "b"])),
        ["File.WriteAllLinesAsync encoding"] = w => Outcome.Wait(() => w.Fs.File.WriteAllLinesAsync("n", ["a", "b"], Encoding.Unicode)),
        ["File.WriteAllTextAsync"] = w => Outcome.Wait(() => w.Fs.File.WriteAllTextAsync("n", "é")),
        ["File.WriteAllTextAsync directory"] = w => Outcome.Wait(() => w.Fs.File.WriteAllTextAsync("dir", "é")),
        ["File.WriteAllTextAsync encoding"] = w => Outcome.Wait(() => w.Fs.File.WriteAllTextAsync("n", "é", Encoding.Unicode)),
        ["File.WriteAllTextAsync memory"] = w => Outcome.Wait(() => w.Fs.File.WriteAllTextAsync("n", "é".AsMemory())),
        ["File.WriteAllTextAsync memory encoding"] = w => Outcome.Wait(() => w.Fs.File.WriteAllTextAsync("n", "é".AsMemory(), Encoding.Unicode)),
        ["File.AppendAllBytesAsync"] = w => Outcome.Wait(() => w.Fs.File.AppendAllBytesAsync("f", SomeBytes)),
        ["File.AppendAllBytesAsync memory"] = w => Outcome.Wait(() => w.Fs.File.AppendAllBytesAsync("f", SomeBytes.AsMemory())),
        ["File.AppendAllLinesAsync"] = w => Outcome.Wait(() => w.Fs.File.AppendAllLinesAsync("f", ["a", "b"])),
        ["File.AppendAllLinesAsync encoding"] = w => Outcome.Wait(() => w.Fs.File.AppendAllLinesAsync("n", ["a", "b"], Encoding.Unicode)),
        ["File.AppendAllTextAsync"] = w => Outcome.Wait(() => w.Fs.File.AppendAllTextAsync("f", "é")),
        ["File.AppendAllTextAsync cancelled"] = w => Outcome.Wait(() => w.Fs.File.AppendAllTextAsync("f", "é", Cancelled)),
        ["File.AppendAllTextAsync encoding"] = w => Outcome.Wait(() => w.Fs.File.AppendAllTextAsync("n", "é", Encoding.Unicode)),
        ["File.AppendAllTextAsync memory"] = w => Outcome.Wait(() => w.Fs.File.AppendAllTextAsync("f", "é".AsMemory())),
        ["File.AppendAllTextAsync memory encoding"] = w => Outcome.Wait(() => w.Fs.File.AppendAllTextAsync("n", "é".AsMemory(), Encoding.Unicode)),
    };
}
