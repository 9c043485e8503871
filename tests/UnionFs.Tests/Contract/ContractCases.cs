namespace UnionFs.Tests.Contract;

/// <summary>
/// The cases of the .NET contract. Each starts from: /f ("hello"), /g ("other"), /dir/x ("x"), /empty/, /a/, and the links
/// /loop -> loop, /dangling -> nowhere, /link -> f, /dirlink -> dir. What a case returns, throws and leaves behind must be the same everywhere.
/// </summary>
public static partial class ContractCases
{
    private static readonly string LongName = new('a', 256);
    private static readonly DateTime SomeTime = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public static void Prepare(IFace fs)
    {
        fs.WriteAllText("/f", "hello");
        fs.WriteAllText("/g", "other");
        fs.CreateDirectory("/dir");
        fs.WriteAllText("/dir/x", "x");
        fs.CreateDirectory("/empty");
        fs.CreateDirectory("/a");
        fs.CreateSymbolicLink("/loop", "loop");
        fs.CreateSymbolicLink("/dangling", "nowhere");
        fs.CreateSymbolicLink("/link", "f");
        fs.CreateSymbolicLink("/dirlink", "dir");
    }

    public static readonly Dictionary<string, Func<IFace, object?>> All = new()
    {
        ["OpenRead missing"] = fs => fs.OpenRead("/nope"),
        ["OpenRead missing parent"] = fs => fs.OpenRead("/no/x"),
        ["OpenRead file as directory"] = fs => fs.OpenRead("/f/x"),
        ["OpenRead directory"] = fs => fs.OpenRead("/dir"),
        ["OpenRead loop"] = fs => fs.OpenRead("/loop"),
        ["OpenRead dangling"] = fs => fs.OpenRead("/dangling"),
        ["OpenRead through link"] = fs => Text(fs.OpenRead("/link")),
        ["OpenRead through directory link"] = fs => Text(fs.OpenRead("/dirlink/x")),
        ["OpenWrite directory"] = fs => fs.OpenWrite("/dir"),
        ["OpenWrite keeps the rest"] = fs => Do(() => { using Stream s = fs.OpenWrite("/f"); s.Write("J"u8); }, () => fs.ReadAllText("/f")),
        ["OpenWrite makes the file"] = fs => Do(() => fs.OpenWrite("/new").Dispose(), () => fs.FileExists("/new")),
        ["CreateNew existing file"] = fs => fs.Open("/f", FileMode.CreateNew, FileAccess.Write, FileShare.None),
        ["CreateNew existing directory"] = fs => fs.Open("/dir", FileMode.CreateNew, FileAccess.Write, FileShare.None),
        ["CreateNew dangling"] = fs => fs.Open("/dangling", FileMode.CreateNew, FileAccess.Write, FileShare.None),
        ["Create in missing parent"] = fs => fs.Create("/no/x"),
        ["Create dangling makes the target"] = fs => Do(() => fs.Create("/dangling").Dispose(), () => fs.FileExists("/nowhere")),
        ["Create cuts"] = fs => Do(() => fs.Create("/f").Dispose(), () => fs.ReadAllText("/f")),
        ["Create directory path"] = fs => fs.Create("/dir"),
        ["Open OpenOrCreate directory"] = fs => fs.Open("/a", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
        ["Open Truncate missing"] = fs => fs.Open("/nope", FileMode.Truncate, FileAccess.Write, FileShare.None),
        ["Open Truncate"] = fs => Do(() => fs.Open("/f", FileMode.Truncate, FileAccess.Write, FileShare.None).Dispose(), () => fs.ReadAllText("/f")),
        ["Open Append"] = fs => Do(() => { using Stream s = fs.Open("/f", FileMode.Append, FileAccess.Write, FileShare.None); s.Write("!"u8); }, () => fs.ReadAllText("/f")),
        ["Open Append and Read"] = fs => fs.Open("/f", FileMode.Append, FileAccess.Read, FileShare.None),
        ["Open Append and ReadWrite"] = fs => fs.Open("/f", FileMode.Append, FileAccess.ReadWrite, FileShare.None),
        ["Open Create and Read"] = fs => fs.Open("/f", FileMode.Create, FileAccess.Read, FileShare.None),
        ["Open CreateNew and Read"] = fs => fs.Open("/f", FileMode.CreateNew, FileAccess.Read, FileShare.None),
        ["Open Truncate and Read"] = fs => fs.Open("/f", FileMode.Truncate, FileAccess.Read, FileShare.None),
        ["Open bad mode"] = fs => fs.Open("/f", (FileMode)9, FileAccess.Read, FileShare.None),
        ["Open bad access"] = fs => fs.Open("/f", FileMode.Open, (FileAccess)9, FileShare.None),
        ["Open with trailing slash"] = fs => fs.OpenRead("/f/"),
        ["Open two with None"] = fs => Keep(fs.Open("/f", FileMode.Open, FileAccess.Read, FileShare.None), () => fs.Open("/f", FileMode.Open, FileAccess.Read, FileShare.None)),
        ["Open reader then None"] = fs => Keep(fs.OpenRead("/f"), () => fs.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.None)),
        ["Open two readers"] = fs => Keep(fs.OpenRead("/f"), () => Text(fs.OpenRead("/f"))),
        ["Open None, close, open"] = fs => Do(() => fs.OpenWrite("/f").Dispose(), () => Text(fs.OpenRead("/f"))),
        ["Create locked keeps content"] = fs => Keep(fs.Open("/f", FileMode.Open, FileAccess.Read, FileShare.None),
            () => Try(() => fs.Create("/f"))) + "",
        ["Append seek before start"] = fs => { using Stream s = fs.Open("/f", FileMode.Append, FileAccess.Write, FileShare.None); return s.Seek(0, SeekOrigin.Begin); },
        ["Append position"] = fs => { using Stream s = fs.Open("/f", FileMode.Append, FileAccess.Write, FileShare.None); return s.Position; },
        ["Stream read on write-only"] = fs => { using Stream s = fs.OpenWrite("/f"); return s.Read(new byte[1]); },
        ["Stream write on read-only"] = fs => { using Stream s = fs.OpenRead("/f"); s.Write("x"u8); return null; },
        ["Stream ReadByte at end"] = fs => { using Stream s = fs.OpenRead("/f"); s.Position = 5; return s.ReadByte(); },
        ["Stream after dispose"] = fs => { Stream s = fs.OpenRead("/f"); s.Dispose(); return s.ReadByte(); },
        ["Stream length after dispose"] = fs => { Stream s = fs.OpenRead("/f"); s.Dispose(); return s.Length; },
        ["Stream CanX after dispose"] = fs => { Stream s = fs.OpenRead("/f"); s.Dispose(); return (s.CanRead, s.CanSeek, s.CanWrite); },
        ["Stream CanX"] = fs => { using Stream s = fs.OpenRead("/f"); return (s.CanRead, s.CanSeek, s.CanWrite, s.CanTimeout); },
        ["Stream seek before start"] = fs => { using Stream s = fs.OpenRead("/f"); return s.Seek(-1, SeekOrigin.Begin); },
        ["Stream seek past end and write"] = fs => Do(() => { using Stream s = fs.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.None); s.Seek(3, SeekOrigin.End); s.Write("x"u8); }, () => Convert.ToHexString(fs.ReadAllBytes("/f"))),
        ["Stream negative position"] = fs => { using Stream s = fs.OpenRead("/f"); s.Position = -1; return null; },
        ["Stream SetLength shorter"] = fs => Do(() => { using Stream s = fs.OpenWrite("/f"); s.Position = 4; s.SetLength(2); s.Write("x"u8); }, () => fs.ReadAllText("/f")),
        ["Stream SetLength longer"] = fs => Do(() => { using Stream s = fs.OpenWrite("/f"); s.SetLength(7); }, () => Convert.ToHexString(fs.ReadAllBytes("/f"))),
        ["Stream SetLength negative"] = fs => { using Stream s = fs.OpenWrite("/f"); s.SetLength(-1); return null; },
        ["Stream SetLength read-only"] = fs => { using Stream s = fs.OpenRead("/f"); s.SetLength(1); return null; },
        ["Stream CopyTo"] = fs => { using Stream s = fs.OpenRead("/f"); s.ReadByte(); var m = new MemoryStream(); s.CopyTo(m); return m.Length; },
        ["Stream bad buffer"] = fs => { using Stream s = fs.OpenRead("/f"); return s.Read(new byte[2], 1, 2); },
        ["Stream null buffer"] = fs => { using Stream s = fs.OpenRead("/f"); return s.Read(null!, 0, 0); },

        ["Exists file"] = fs => fs.FileExists("/f"),
        ["Exists directory as file"] = fs => fs.FileExists("/dir"),
        ["Exists trailing slash"] = fs => fs.FileExists("/f/"),
        ["Exists loop"] = fs => fs.FileExists("/loop"),
        ["Exists dangling"] = fs => fs.FileExists("/dangling"),
        ["Exists directory link as file"] = fs => fs.FileExists("/dirlink"),
        ["Exists null"] = fs => fs.FileExists(null),
        ["Exists empty"] = fs => fs.FileExists(""),
        ["Exists NUL"] = fs => fs.FileExists("/\0"),
        ["Exists lexical dots"] = fs => fs.FileExists("/missing/../f"),
        ["Directory exists"] = fs => fs.DirectoryExists("/dir"),
        ["Directory exists slash"] = fs => fs.DirectoryExists("/dir/"),
        ["Directory exists file"] = fs => fs.DirectoryExists("/f"),
        ["Directory exists link"] = fs => fs.DirectoryExists("/dirlink"),
        ["Directory exists dangling"] = fs => fs.DirectoryExists("/dangling"),
        ["Directory exists null"] = fs => fs.DirectoryExists(null),

        ["ReadAllText missing"] = fs => fs.ReadAllText("/nope"),
        ["ReadAllText directory"] = fs => fs.ReadAllText("/dir"),
        ["ReadAllText trailing slash"] = fs => fs.ReadAllText("/f/"),
        ["ReadAllText lexical dots"] = fs => fs.ReadAllText("/a/../f"),
        ["ReadAllText missing lexical dots"] = fs => fs.ReadAllText("/missing/../f"),
        ["ReadAllText doubled slashes"] = fs => fs.ReadAllText("//dir//x"),
        ["ReadAllText BOM"] = fs => Do(() => fs.WriteAllBytes("/b", [0xEF, 0xBB, 0xBF, 0x41]), () => fs.ReadAllText("/b")),
        ["ReadAllText invalid UTF-8"] = fs => Do(() => fs.WriteAllBytes("/b", [0x41, 0xFF]), () => fs.ReadAllText("/b")),
        ["ReadAllLines"] = fs => Do(() => fs.WriteAllText("/b", "1\r\n2\n3"), () => string.Join("|", fs.ReadAllLines("/b"))),
        ["WriteAllText directory"] = fs => Do(() => fs.WriteAllText("/dir", "x")),
        ["WriteAllText missing parent"] = fs => Do(() => fs.WriteAllText("/no/x", "x")),
        ["WriteAllText null text"] = fs => Do(() => fs.WriteAllText("/f", null!), () => fs.ReadAllText("/f")),
        ["WriteAllText through link"] = fs => Do(() => fs.WriteAllText("/link", "new"), () => fs.ReadAllText("/f")),
        ["WriteAllText through dangling"] = fs => Do(() => fs.WriteAllText("/dangling", "new"), () => fs.ReadAllText("/nowhere")),
        ["WriteAllText unencodable"] = fs => Do(() => fs.WriteAllText("/b", "é\u4e2d"), () => Convert.ToHexString(fs.ReadAllBytes("/b"))),
        ["WriteAllBytes null"] = fs => Do(() => fs.WriteAllBytes("/f", null!)),
        ["WriteAllBytes trailing slash"] = fs => Do(() => fs.WriteAllBytes("/new/", [1])),
        ["AppendAllText"] = fs => Do(() => fs.AppendAllText("/f", "!"), () => fs.ReadAllText("/f")),
        ["AppendAllText new"] = fs => Do(() => fs.AppendAllText("/new", "!"), () => fs.ReadAllText("/new")),
        ["AppendAllText directory"] = fs => Do(() => fs.AppendAllText("/dir", "!")),

        ["Delete missing"] = fs => Do(() => fs.DeleteFile("/nope")),
        ["Delete missing parent"] = fs => Do(() => fs.DeleteFile("/no/x")),
        ["Delete file as directory"] = fs => Do(() => fs.DeleteFile("/f/x")),
        ["Delete directory"] = fs => Do(() => fs.DeleteFile("/dir")),
        ["Delete link"] = fs => Do(() => fs.DeleteFile("/link"), () => (fs.FileExists("/link"), fs.FileExists("/f"))),
        ["Delete directory link"] = fs => Do(() => fs.DeleteFile("/dirlink"), () => (fs.DirectoryExists("/dirlink"), fs.DirectoryExists("/dir"))),
        ["Delete dangling"] = fs => Do(() => fs.DeleteFile("/dangling"), () => fs.FileExists("/dangling")),
        ["Delete while open"] = fs => { using Stream s = fs.Open("/f", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete); fs.DeleteFile("/f"); s.Position = 5; s.Write("!"u8); s.Position = 0; return Text(s); },

        ["Move missing"] = fs => Do(() => fs.MoveFile("/nope", "/z")),
        ["Move missing parent"] = fs => Do(() => fs.MoveFile("/no/x", "/z")),
        ["Move onto existing"] = fs => Do(() => fs.MoveFile("/f", "/dir/x")),
        ["Move onto directory"] = fs => Do(() => fs.MoveFile("/f", "/dir")),
        ["Move overwrite"] = fs => Do(() => fs.MoveFile("/f", "/g", true), () => fs.ReadAllText("/g")),
        ["Move overwrite onto directory"] = fs => Do(() => fs.MoveFile("/f", "/a", true)),
        ["Move into missing parent"] = fs => Do(() => fs.MoveFile("/f", "/no/z")),
        ["Move directory"] = fs => Do(() => fs.MoveFile("/dir", "/z")),
        ["Move to itself"] = fs => Do(() => fs.MoveFile("/f", "/f"), () => fs.ReadAllText("/f")),
        ["Move link"] = fs => Do(() => fs.MoveFile("/link", "/dir/link2"), () => (fs.FileExists("/link"), fs.FileExists("/dir/link2"))),
        ["Move dangling"] = fs => Do(() => fs.MoveFile("/dangling", "/z"), () => fs.FileExists("/z")),
        ["Move null source"] = fs => Do(() => fs.MoveFile(null!, "/z")),
        ["Move empty target"] = fs => Do(() => fs.MoveFile("/f", "")),

        ["Copy missing"] = fs => Do(() => fs.CopyFile("/nope", "/z")),
        ["Copy onto existing"] = fs => Do(() => fs.CopyFile("/f", "/g")),
        ["Copy overwrite"] = fs => Do(() => fs.CopyFile("/f", "/g", true), () => fs.ReadAllText("/g")),
        ["Copy directory"] = fs => Do(() => fs.CopyFile("/a", "/z")),
        ["Copy onto directory"] = fs => Do(() => fs.CopyFile("/f", "/a")),
        ["Copy onto directory overwrite"] = fs => Do(() => fs.CopyFile("/f", "/a", true)),
        ["Copy into missing parent"] = fs => Do(() => fs.CopyFile("/f", "/no/z")),
        ["Copy keeps mode"] = fs => Do(() => { fs.SetUnixFileMode("/f", (UnixFileMode)0x1E0); fs.CopyFile("/f", "/z"); }, () => fs.GetUnixFileMode("/z")),
        ["Copy link"] = fs => Do(() => fs.CopyFile("/link", "/z"), () => (fs.ReadAllText("/z"), fs.ResolveLinkTarget("/z", false))),

        ["CreateDirectory over file"] = fs => Do(() => fs.CreateDirectory("/f")),
        ["CreateDirectory under file"] = fs => Do(() => fs.CreateDirectory("/f/x")),
        ["CreateDirectory deep under file"] = fs => Do(() => fs.CreateDirectory("/f/x/y")),
        ["CreateDirectory existing"] = fs => Do(() => fs.CreateDirectory("/dir"), () => fs.FileExists("/dir/x")),
        ["CreateDirectory nested"] = fs => Do(() => fs.CreateDirectory("/n/e/w/"), () => fs.DirectoryExists("/n/e/w")),
        ["CreateDirectory over link to directory"] = fs => Do(() => fs.CreateDirectory("/dirlink")),
        ["CreateDirectory over dangling"] = fs => Do(() => fs.CreateDirectory("/dangling")),
        ["CreateDirectory long name"] = fs => Do(() => fs.CreateDirectory("/" + LongName)),

        ["DeleteDirectory missing"] = fs => Do(() => fs.DeleteDirectory("/nope")),
        ["DeleteDirectory file"] = fs => Do(() => fs.DeleteDirectory("/f")),
        ["DeleteDirectory non-empty"] = fs => Do(() => fs.DeleteDirectory("/dir")),
        ["DeleteDirectory empty"] = fs => Do(() => fs.DeleteDirectory("/empty"), () => fs.DirectoryExists("/empty")),
        ["DeleteDirectory recursive"] = fs => Do(() => fs.DeleteDirectory("/dir", true), () => fs.DirectoryExists("/dir")),
        ["DeleteDirectory link"] = fs => Do(() => fs.DeleteDirectory("/dirlink"), () => (fs.DirectoryExists("/dirlink"), fs.FileExists("/dir/x"))),
        ["DeleteDirectory recursive link"] = fs => Do(() => fs.DeleteDirectory("/dirlink", true), () => (fs.DirectoryExists("/dirlink"), fs.FileExists("/dir/x"))),
        ["DeleteDirectory trailing slash"] = fs => Do(() => fs.DeleteDirectory("/empty/"), () => fs.DirectoryExists("/empty")),
        ["DeleteDirectory recursive missing"] = fs => Do(() => fs.DeleteDirectory("/nope", true)),
        ["DeleteDirectory recursive file"] = fs => Do(() => fs.DeleteDirectory("/f", true)),

        ["MoveDirectory missing"] = fs => Do(() => fs.MoveDirectory("/nope", "/z")),
        ["MoveDirectory"] = fs => Do(() => fs.MoveDirectory("/dir", "/z"), () => (fs.FileExists("/z/x"), fs.DirectoryExists("/dir"))),
        ["MoveDirectory file"] = fs => Do(() => fs.MoveDirectory("/f", "/z"), () => fs.ReadAllText("/z")),
        ["MoveDirectory onto empty"] = fs => Do(() => fs.MoveDirectory("/a", "/empty")),
        ["MoveDirectory onto non-empty"] = fs => Do(() => fs.MoveDirectory("/a", "/dir")),
        ["MoveDirectory onto file"] = fs => Do(() => fs.MoveDirectory("/a", "/f")),
        ["MoveDirectory into itself"] = fs => Do(() => fs.MoveDirectory("/a", "/a/b")),
        ["MoveDirectory into missing parent"] = fs => Do(() => fs.MoveDirectory("/a", "/no/b")),
        ["MoveDirectory to itself"] = fs => Do(() => fs.MoveDirectory("/a", "/a")),

        ["CreateSymbolicLink existing"] = fs => Do(() => fs.CreateSymbolicLink("/f", "g")),
        ["CreateSymbolicLink"] = fs => Do(() => fs.CreateSymbolicLink("/l2", "g"), () => fs.ReadAllText("/l2")),
        ["ResolveLinkTarget"] = fs => fs.ResolveLinkTarget("/link", false),
        ["ResolveLinkTarget plain file"] = fs => fs.ResolveLinkTarget("/f", false),
        ["ResolveLinkTarget missing"] = fs => fs.ResolveLinkTarget("/nope", false),
        ["ResolveLinkTarget loop final"] = fs => fs.ResolveLinkTarget("/loop", true),
        ["ResolveLinkTarget dangling"] = fs => fs.ResolveLinkTarget("/dangling", true),

        ["GetLastWriteTimeUtc missing"] = fs => fs.GetLastWriteTimeUtc("/nope"),
        ["SetLastWriteTimeUtc"] = fs => Do(() => fs.SetLastWriteTimeUtc("/f", SomeTime), () => fs.GetLastWriteTimeUtc("/f")),
        ["SetLastWriteTimeUtc missing"] = fs => Do(() => fs.SetLastWriteTimeUtc("/nope", SomeTime)),
        ["GetUnixFileMode missing"] = fs => fs.GetUnixFileMode("/nope"),
        ["SetUnixFileMode"] = fs => Do(() => fs.SetUnixFileMode("/f", (UnixFileMode)0x180), () => fs.GetUnixFileMode("/f")),
        ["SetUnixFileMode missing"] = fs => Do(() => fs.SetUnixFileMode("/nope", (UnixFileMode)0x180)),
        ["SetUnixFileMode bad"] = fs => Do(() => fs.SetUnixFileMode("/f", (UnixFileMode)0x10000)),
        ["GetAttributes missing"] = fs => fs.GetAttributes("/nope"),
        ["GetAttributes file"] = fs => fs.GetAttributes("/f"),
        ["GetAttributes directory"] = fs => fs.GetAttributes("/dir"),
        ["GetAttributes link"] = fs => fs.GetAttributes("/link"),
        ["GetAttributes directory link"] = fs => fs.GetAttributes("/dirlink"),
        ["GetAttributes hidden"] = fs => Do(() => fs.WriteAllText("/.h", ""), () => fs.GetAttributes("/.h")),

        ["Enumerate missing"] = fs => string.Join("|", fs.EnumerateFiles("/nope")),
        ["Enumerate file"] = fs => string.Join("|", fs.EnumerateFileSystemEntries("/f")),
        ["Enumerate files"] = fs => string.Join("|", fs.EnumerateFiles("/")),
        ["Enumerate directories"] = fs => string.Join("|", fs.EnumerateDirectories("/")),
        ["Enumerate entries"] = fs => string.Join("|", fs.EnumerateFileSystemEntries("/dir")),
        ["Enumerate while changing"] = fs => { int n = 0; foreach (string p in fs.EnumerateFiles("/dir")) { fs.DeleteFile(p); n++; } return n; },

        ["Name too long"] = fs => fs.OpenRead("/" + LongName),
        ["Name too long create"] = fs => fs.Create("/" + LongName),
        ["NUL in path"] = fs => fs.OpenRead("/a\0b"),
        ["Empty path"] = fs => fs.OpenRead(""),
        ["Null path"] = fs => fs.OpenRead(null!),
        ["Null path delete"] = fs => Do(() => fs.DeleteFile(null!)),
        ["Null path directory"] = fs => Do(() => fs.CreateDirectory(null!)),
        ["Empty path directory"] = fs => Do(() => fs.CreateDirectory("")),
    };

    private static object? Do(Action action, Func<object?>? then = null)
    {
        action();
        return then?.Invoke();
    }

    private static object? Keep(Stream first, Func<object?> then)
    {
        using (first) return then() switch { Stream second => Text(second), var value => value };
    }

    private static string Try(Func<Stream> open)
    {
        try
        {
            open().Dispose();
            return "opened";
        }
        catch (IOException e)
        {
            return e.GetType().Name;
        }
    }

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
