using System.Text;

namespace UnionFs.Tests.Contract;

// Streams: how they are opened, who may share a file, and what they do.
public static partial class ContractCases
{
    private static Stream Locked(IFace fs, string path = "/f") => fs.Open(path, FileMode.Open, FileAccess.Read, FileShare.None);

    private static Stream Writing(IFace fs) => fs.Open("/f", FileMode.Open, FileAccess.Write, FileShare.Read);

    private static object? While(Stream open, Func<object?> then)
    {
        using (open) return then();
    }

    private static Stream Closed(IFace fs)
    {
        Stream stream = fs.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        stream.Dispose();
        return stream;
    }

    private static readonly Dictionary<string, Func<IFace, object?>> Shared = new()
    {
        ["Locked ReadAllText"] = fs => While(Locked(fs), () => fs.ReadAllText("/f")),
        ["Locked ReadAllText through link"] = fs => While(Locked(fs), () => fs.ReadAllText("/link")),
        ["Locked ReadAllText of another"] = fs => While(Locked(fs), () => fs.ReadAllText("/g")),
        ["Locked ReadAllBytes"] = fs => While(Locked(fs), () => fs.ReadAllBytes("/f")),
        ["Locked ReadAllLines"] = fs => While(Locked(fs), () => fs.ReadAllLines("/f")),
        ["Locked ReadLines"] = fs => While(Locked(fs), () => fs.ReadLines("/f")),
        ["Locked WriteAllText"] = fs => While(Locked(fs), () => Wait(() => { fs.WriteAllText("/f", "x"); return Task.CompletedTask; })),
        ["Locked WriteAllBytes"] = fs => While(Locked(fs), () => Wait(() => { fs.WriteAllBytes("/f", [1]); return Task.CompletedTask; })),
        ["Locked WriteAllLines"] = fs => While(Locked(fs), () => Wait(() => { fs.WriteAllLines("/f", ["x"]); return Task.CompletedTask; })),
        ["Locked AppendAllText"] = fs => While(Locked(fs), () => Wait(() => { fs.AppendAllText("/f", "x"); return Task.CompletedTask; })),
        ["Locked AppendAllBytes"] = fs => While(Locked(fs), () => Wait(() => { fs.AppendAllBytes("/f", [1]); return Task.CompletedTask; })),
        ["Locked WriteAllTextAsync"] = fs => While(Locked(fs), () => Wait(() => fs.WriteAllTextAsync("/f", "x"))),
        ["Locked copy from"] = fs => While(Locked(fs), () => Do(() => fs.CopyFile("/f", "/z"))),
        ["Locked copy onto"] = fs => While(Locked(fs, "/g"), () => Do(() => fs.CopyFile("/f", "/g", true))),
        ["Open copy onto"] = fs => While(fs.OpenRead("/g"), () => Do(() => fs.CopyFile("/f", "/g", true))),
        ["Open copy onto without overwrite"] = fs => While(fs.OpenRead("/g"), () => Do(() => fs.CopyFile("/f", "/g"))),
        ["Open copy from"] = fs => While(fs.OpenRead("/f"), () => Do(() => fs.CopyFile("/f", "/z"), () => fs.ReadAllText("/z"))),
        ["Copy onto itself"] = fs => Do(() => fs.CopyFile("/f", "/f", true)),
        ["Copy onto itself without overwrite"] = fs => Do(() => fs.CopyFile("/f", "/f")),
        ["Copy onto a link to itself"] = fs => Do(() => fs.CopyFile("/f", "/link", true)),
        ["Shared WriteAllText"] = fs => While(fs.OpenRead("/f"), () => Do(() => fs.WriteAllText("/f", "x"), () => fs.ReadAllText("/f"))),
        ["Shared AppendAllText"] = fs => While(fs.OpenRead("/f"), () => Do(() => fs.AppendAllText("/f", "x"), () => fs.ReadAllText("/f"))),
        ["Shared writer ReadAllText"] = fs => While(Writing(fs), () => fs.ReadAllText("/f")),
        ["Locked delete"] = fs => While(Locked(fs), () => Do(() => fs.DeleteFile("/f"), () => fs.FileExists("/f"))),
        ["Locked move"] = fs => While(Locked(fs), () => Do(() => fs.MoveFile("/f", "/z"), () => fs.FileExists("/z"))),
        ["Locked and moved ReadAllText"] = fs => While(Locked(fs), () => Do(() => fs.MoveFile("/f", "/z"), () => fs.ReadAllText("/z"))),
        ["Locked and replaced ReadAllText"] = fs => While(Locked(fs), () => Do(() => fs.MoveFile("/g", "/f", true), () => fs.ReadAllText("/f"))),
        ["Locked, unlocked, WriteAllText"] = fs => Do(() => Locked(fs).Dispose(), () => Do(() => fs.WriteAllText("/f", "x"), () => fs.ReadAllText("/f"))),
        ["Locked writer ReadAllText after a write"] = fs => { using Stream s = fs.OpenWrite("/f"); s.WriteByte(1); s.Flush(); return fs.ReadAllText("/f"); },
    };

    private static readonly Dictionary<string, Func<IFace, object?>> Arguments = new()
    {
        ["CopyFile NUL"] = fs => Do(() => fs.CopyFile("/f\0", "/z")),
        ["CopyFile to NUL"] = fs => Do(() => fs.CopyFile("/f", "/z\0")),
        ["MoveFile NUL"] = fs => Do(() => fs.MoveFile("/f\0", "/z")),
        ["MoveFile to NUL"] = fs => Do(() => fs.MoveFile("/f", "/z\0")),
        ["MoveDirectory NUL"] = fs => Do(() => fs.MoveDirectory("/dir\0", "/z")),
        ["MoveDirectory to NUL"] = fs => Do(() => fs.MoveDirectory("/dir", "/z\0")),
        ["MoveDirectory null to null"] = fs => Do(() => fs.MoveDirectory(null!, null!)),
        ["MoveDirectory missing onto existing"] = fs => Do(() => fs.MoveDirectory("/nope", "/empty")),
        ["MoveDirectory below a file"] = fs => Do(() => fs.MoveDirectory("/dir", "/f/x")),
        ["MoveDirectory missing below a file"] = fs => Do(() => fs.MoveDirectory("/nope", "/f/x")),
        ["MoveDirectory from below a file"] = fs => Do(() => fs.MoveDirectory("/f/x", "/z")),
        ["MoveDirectory missing to missing parent"] = fs => Do(() => fs.MoveDirectory("/nope", "/no/x")),
        ["MoveDirectory to long name"] = fs => Do(() => fs.MoveDirectory("/dir", "/" + LongName)),
        ["WriteAllBytes null and null"] = fs => Do(() => fs.WriteAllBytes(null!, null!)),
        ["WriteAllBytesAsync null and null"] = fs => Wait(() => fs.WriteAllBytesAsync(null!, null!)),
        ["Replace below a file with backup"] = fs => Do(() => fs.Replace("/f", "/g/x", "/b")),
        ["Replace in missing parent with backup"] = fs => Do(() => fs.Replace("/f", "/no/x", "/b")),
        ["Replace long name with backup"] = fs => Do(() => fs.Replace("/f", "/" + LongName, "/b")),
    };

    private static readonly Dictionary<string, Func<IFace, object?>> Opening = new()
    {
        ["Options CreateNew with mode"] = fs => Do(() => fs.Open("/n", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = (UnixFileMode)0xFFF }).Dispose(), () => fs.GetUnixFileMode("/n")),
        ["Options Create keeps the mode"] = fs => Do(() => fs.Open("/f", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead }).Dispose(), () => fs.GetUnixFileMode("/f")),
        ["Options mode for Open"] = fs => fs.Open("/f", new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, UnixCreateMode = 0 }),
        ["Options mode for Truncate"] = fs => fs.Open("/f", new FileStreamOptions { Mode = FileMode.Truncate, Access = FileAccess.Write, UnixCreateMode = 0 }),
        ["Options preallocation keeps length"] = fs => { using Stream s = fs.Open("/n", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = 100 }); return s.Length; },
        ["Options preallocation for Open"] = fs => fs.Open("/f", new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, PreallocationSize = 1 }),
        ["Options preallocation for reading"] = fs => fs.Open("/f", new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, PreallocationSize = 1 }),
        ["Options null"] = fs => fs.Open("/f", null!),
        ["Options null path"] = fs => fs.Open(null!, new FileStreamOptions()),
        ["Options Append and ReadWrite"] = fs => fs.Open("/f", new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.ReadWrite }),
        ["Options Create and Read"] = fs => fs.Open("/f", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Read }),
        ["Options default reads"] = fs => Text(fs.Open("/f", new FileStreamOptions())),
        ["Options DeleteOnClose"] = fs => Do(() => fs.Open("/f", new FileStreamOptions { Options = FileOptions.DeleteOnClose }).Dispose(), () => fs.FileExists("/f")),
        ["Options share None"] = fs => While(fs.Open("/f", new FileStreamOptions { Share = FileShare.None }), () => fs.ReadAllText("/f")),
        ["Options directory"] = fs => fs.Open("/dir", new FileStreamOptions()),
        ["Open bad share"] = fs => fs.Open("/f", FileMode.Open, FileAccess.Read, (FileShare)99),
        ["Open mode zero"] = fs => fs.Open("/f", 0, FileAccess.Read, FileShare.None),
        ["Open access zero"] = fs => fs.Open("/f", FileMode.Open, 0, FileShare.None),
        ["Create buffer size"] = fs => fs.Create("/n", 0),
        ["Create negative buffer size"] = fs => fs.Create("/n", -1),
        ["Create bad options"] = fs => fs.Create("/n", 1, (FileOptions)5),
        ["Create DeleteOnClose"] = fs => Do(() => fs.Create("/n", 1, FileOptions.DeleteOnClose).Dispose(), () => fs.FileExists("/n")),
        ["Create null with bad size"] = fs => fs.Create(null!, -1),
        ["OpenText"] = fs => { using StreamReader reader = fs.OpenText("/f"); return reader.ReadToEnd() + reader.CurrentEncoding.WebName; },
        ["OpenText missing"] = fs => fs.OpenText("/nope"),
        ["OpenText null"] = fs => fs.OpenText(null!),
        ["OpenText empty path"] = fs => fs.OpenText(""),
        ["OpenText locked"] = fs => While(Locked(fs), () => fs.OpenText("/f")),
        ["CreateText"] = fs => Do(() => { using StreamWriter writer = fs.CreateText("/f"); writer.WriteLine("é"); }, () => Hex(fs, "/f")),
        ["CreateText directory"] = fs => fs.CreateText("/dir"),
        ["CreateText empty path"] = fs => fs.CreateText(""),
        ["CreateText missing parent"] = fs => fs.CreateText("/no/x"),
        ["AppendText"] = fs => Do(() => { using StreamWriter writer = fs.AppendText("/f"); writer.Write("!"); }, () => fs.ReadAllText("/f")),
        ["AppendText null"] = fs => fs.AppendText(null!),
        ["AppendText new"] = fs => Do(() => fs.AppendText("/new").Dispose(), () => Hex(fs, "/new")),
        ["AppendText shares reading"] = fs => { using StreamWriter writer = fs.AppendText("/f"); return fs.ReadAllText("/f"); },
    };

    private static readonly Dictionary<string, Func<IFace, object?>> Streams = new()
    {
        ["Stream closed Flush"] = fs => Do(() => Closed(fs).Flush()),
        ["Stream closed FlushAsync"] = fs => Wait(() => Closed(fs).FlushAsync()),
        ["Stream closed CopyTo"] = fs => Do(() => Closed(fs).CopyTo(Stream.Null)),
        ["Stream closed CopyToAsync"] = fs => Wait(() => Closed(fs).CopyToAsync(Stream.Null)),
        ["Stream closed Read"] = fs => Closed(fs).Read(new byte[1]),
        ["Stream closed Write"] = fs => Do(() => Closed(fs).Write(new byte[1])),
        ["Stream closed Read array"] = fs => Closed(fs).Read(new byte[1], 0, 1),
        ["Stream closed Write array"] = fs => Do(() => Closed(fs).Write(new byte[1], 0, 1)),
        ["Stream closed ReadByte"] = fs => Closed(fs).ReadByte(),
        ["Stream closed WriteByte"] = fs => Do(() => Closed(fs).WriteByte(1)),
        ["Stream closed ReadAsync"] = fs => Wait(() => Closed(fs).ReadAsync(new byte[1], 0, 1)),
        ["Stream closed WriteAsync"] = fs => Wait(() => Closed(fs).WriteAsync(new byte[1], 0, 1)),
        ["Stream closed Seek"] = fs => Closed(fs).Seek(0, SeekOrigin.Begin),
        ["Stream closed Position"] = fs => Closed(fs).Position,
        ["Stream closed SetLength"] = fs => Do(() => Closed(fs).SetLength(0)),
        ["Stream closed twice"] = fs => Do(() => Closed(fs).Dispose()),
        ["Stream CopyTo on write-only"] = fs => { using Stream s = Writing(fs); s.CopyTo(Stream.Null); return null; },
        ["Stream CopyToAsync on write-only"] = fs => { using Stream s = Writing(fs); return Wait(() => s.CopyToAsync(Stream.Null)); },
        ["Stream ReadAsync on write-only"] = fs => { using Stream s = Writing(fs); return Wait(() => s.ReadAsync(new byte[1], 0, 1)); },
        ["Stream WriteAsync on read-only"] = fs => { using Stream s = fs.OpenRead("/f"); return Wait(() => s.WriteAsync(new byte[1], 0, 1)); },
        ["Stream Flush on read-only"] = fs => { using Stream s = fs.OpenRead("/f"); s.Flush(); return s.Position; },
        ["Stream CopyTo null"] = fs => { using Stream s = fs.OpenRead("/f"); s.CopyTo(null!); return null; },
        ["Stream CopyTo zero buffer"] = fs => { using Stream s = fs.OpenRead("/f"); s.CopyTo(Stream.Null, 0); return null; },
        ["Stream CopyTo read-only target"] = fs => { using Stream s = fs.OpenRead("/f"); s.CopyTo(new MemoryStream(new byte[1], false)); return null; },
        ["Stream CopyTo moves the position"] = fs => { using Stream s = fs.OpenRead("/f"); s.Position = 2; var m = new MemoryStream(); s.CopyTo(m); return (m.Length, s.Position); },
        ["Stream CopyTo past the end"] = fs => { using Stream s = fs.OpenRead("/f"); s.Position = 9; var m = new MemoryStream(); s.CopyTo(m); return (m.Length, s.Position); },
        ["Stream CopyTo large"] = fs => { fs.WriteAllBytes("/b", new byte[700_001]); using Stream s = fs.OpenRead("/b"); var m = new MemoryStream(); s.CopyTo(m); return (m.Length, s.Position); },
        ["Stream CopyToAsync"] = fs => { using Stream s = fs.OpenRead("/f"); var m = new MemoryStream(); return Wait(() => s.CopyToAsync(m)) + Encoding.UTF8.GetString(m.ToArray()); },
        ["Stream CopyToAsync cancelled"] = fs => { using Stream s = fs.OpenRead("/f"); return Wait(() => s.CopyToAsync(Stream.Null, Cancelled)); },
        ["Stream FlushAsync cancelled"] = fs => { using Stream s = fs.OpenRead("/f"); return Wait(() => s.FlushAsync(Cancelled)); },
        ["Stream ReadExactly too much"] = fs => { using Stream s = fs.OpenRead("/f"); s.ReadExactly(new byte[100]); return null; },
        ["Stream ReadAtLeast"] = fs => { using Stream s = fs.OpenRead("/f"); return s.ReadAtLeast(new byte[100], 50, throwOnEndOfStream: false); },
        ["Stream seek overflow"] = fs => { using Stream s = fs.OpenRead("/f"); s.Position = 5; return s.Seek(long.MaxValue, SeekOrigin.Current); },
        ["Stream seek bad origin"] = fs => { using Stream s = fs.OpenRead("/f"); return s.Seek(0, (SeekOrigin)7); },
        ["Stream read past the end"] = fs => { using Stream s = fs.OpenRead("/f"); s.Position = 99; return s.Read(new byte[1]); },
        ["Stream SetLength moves the position back"] = fs => { using Stream s = fs.OpenWrite("/f"); s.Position = 5; s.SetLength(1); return s.Position; },
        ["Stream SetLength in append"] = fs => { using Stream s = fs.Open("/f", FileMode.Append, FileAccess.Write, FileShare.None); s.SetLength(1); return null; },
        ["Stream name"] = fs => { using Stream s = fs.OpenRead("/dir/../f"); return s is FileStream file ? file.Name : ((FileSystemStream)s).Name; },
    };
}
