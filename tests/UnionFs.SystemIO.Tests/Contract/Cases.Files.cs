using System.IO.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    private static readonly DateTime LocalTime = new(2021, 5, 6, 7, 8, 9, DateTimeKind.Local);
    private static readonly DateTime AnyTime = new(2021, 5, 6, 7, 8, 9, DateTimeKind.Unspecified);

    private static Dictionary<string, Func<World, object?>> FileEntries() => new()
    {
        ["File.Exists"] = w => string.Join(' ', new[] { "f", "dir", "f/", "link", "dangling", "dirlink", "loop", "nope", "f/x", "", "\0", "./f" }.Select(w.Fs.File.Exists)),
        ["File.Exists null"] = w => w.Fs.File.Exists(null),
        ["File.Delete"] = w => Do(() => w.Fs.File.Delete("link")),
        ["File.Delete missing"] = w => Do(() => w.Fs.File.Delete("nope")),
        ["File.Delete missing parent"] = w => Do(() => w.Fs.File.Delete("no/x")),
        ["File.Delete directory"] = w => Do(() => w.Fs.File.Delete("dir")),
        ["File.Copy"] = w => Do(() => w.Fs.File.Copy("f", "z")),
        ["File.Copy exists"] = w => Do(() => w.Fs.File.Copy("f", "g")),
        ["File.Copy overwrite"] = w => Do(() => w.Fs.File.Copy("f", "g", true)),
        ["File.Copy missing"] = w => Do(() => w.Fs.File.Copy("nope", "z", false)),
        ["File.Copy null"] = w => Do(() => w.Fs.File.Copy("f", null!)),
        ["File.Copy directory"] = w => Do(() => w.Fs.File.Copy("dir", "z")),
        ["File.Move"] = w => Do(() => w.Fs.File.Move("f", "dir/z")),
        ["File.Move exists"] = w => Do(() => w.Fs.File.Move("f", "g")),
        ["File.Move overwrite"] = w => Do(() => w.Fs.File.Move("f", "g", true)),
        ["File.Move missing"] = w => Do(() => w.Fs.File.Move("nope", "z", true)),
        ["File.Move missing parent"] = w => Do(() => w.Fs.File.Move("f", "no/z")),
        ["File.Move directory"] = w => Do(() => w.Fs.File.Move("dir", "z")),
        ["File.Replace"] = w => Do(() => w.Fs.File.Replace("f", "g", "b")),
        ["File.Replace without backup"] = w => Do(() => w.Fs.File.Replace("f", "g", null, true)),
        ["File.Replace missing"] = w => Do(() => w.Fs.File.Replace("nope", "g", null)),
        ["File.CreateSymbolicLink"] = w => w.Fs.File.CreateSymbolicLink("l", "f"),
        ["File.CreateSymbolicLink exists"] = w => w.Fs.File.CreateSymbolicLink("f", "g"),
        ["File.CreateSymbolicLink empty"] = w => w.Fs.File.CreateSymbolicLink("l", ""),
        ["File.ResolveLinkTarget"] = w => w.Fs.File.ResolveLinkTarget("link", false),
        ["File.ResolveLinkTarget final"] = w => Do(() => w.Fs.File.CreateSymbolicLink("l", "link"), () => w.Fs.File.ResolveLinkTarget("l", true)),
        ["File.CreateSymbolicLink missing parent"] = w => w.Fs.File.CreateSymbolicLink("no/l", "f"),
        ["File.CreateSymbolicLink below file"] = w => w.Fs.File.CreateSymbolicLink(w.At("f/l"), "f"),
        ["File.CreateSymbolicLink absolute exists"] = w => w.Fs.File.CreateSymbolicLink(w.At("f"), "g"),
        ["File.ResolveLinkTarget absolute"] = w => w.Fs.File.ResolveLinkTarget(w.At("link"), true),
        ["File.ResolveLinkTarget absolute loop"] = w => w.Fs.File.ResolveLinkTarget(w.At("loop"), true),
        ["File.ResolveLinkTarget of a chain"] = w => { for (int i = 0; i < 42; i++) w.Fs.File.CreateSymbolicLink(w.At($"l{i}"), $"l{i + 1}"); return (w.Fs.File.ResolveLinkTarget(w.At("l3"), true), w.Fs.File.ResolveLinkTarget(w.At("l2"), true), Try(() => w.Fs.File.ResolveLinkTarget(w.At("l1"), true))); },
        ["File.ResolveLinkTarget absolute missing"] = w => w.Fs.File.ResolveLinkTarget(w.At("nope"), true),
        ["File.ResolveLinkTarget upwards"] = w => Do(() => w.Fs.File.CreateSymbolicLink("dir/sub/l", "../../f"), () => (w.Fs.File.ResolveLinkTarget("dir/sub/l", true), w.Fs.File.ResolveLinkTarget(w.At("dirlink/sub/l"), true))),
        ["File.ResolveLinkTarget no link"] = w => w.Fs.File.ResolveLinkTarget("f", true),
        ["File.ResolveLinkTarget dangling"] = w => w.Fs.File.ResolveLinkTarget("dangling", true),
        ["File.ResolveLinkTarget loop"] = w => w.Fs.File.ResolveLinkTarget("loop", true),
        ["File.ResolveLinkTarget missing"] = w => w.Fs.File.ResolveLinkTarget("nope", false),
        ["File.FileSystem"] = w => ReferenceEquals(w.Fs.File.FileSystem, w.Fs),
#pragma warning disable CA1416 // Windows alone has it, and the others say so.
        ["File.Encrypt"] = w => Do(() => w.Fs.File.Encrypt("f")),
        ["File.Decrypt"] = w => Do(() => w.Fs.File.Decrypt("f")),
        ["File.Encrypt null"] = w => Do(() => w.Fs.File.Encrypt(null!)),
        ["File.Decrypt missing"] = w => Do(() => w.Fs.File.Decrypt("nope")),
#pragma warning restore CA1416
    };

    private static Dictionary<string, Func<World, object?>> FileMetadata()
    {
        var cases = new Dictionary<string, Func<World, object?>>
        {
            ["File.GetAttributes"] = w => string.Join(' ', new[] { "f", "dir", "link", "dirlink", "dangling", ".hidden", "loop", "dir/" }.Select(path => w.Fs.File.GetAttributes(path))),
            ["File.GetAttributes missing"] = w => w.Fs.File.GetAttributes("nope"),
            ["File.SetAttributes"] = w => Do(() => w.Fs.File.SetAttributes("f", FileAttributes.ReadOnly), () => w.Fs.File.GetAttributes("f")),
            ["File.SetAttributes back"] = w => Do(() => { w.Fs.File.SetAttributes("f", FileAttributes.ReadOnly); w.Fs.File.SetAttributes("f", FileAttributes.Normal); }),
            ["File.SetAttributes bad"] = w => Do(() => w.Fs.File.SetAttributes("f", (FileAttributes)0x40000000)),
            ["File.SetAttributes missing"] = w => Do(() => w.Fs.File.SetAttributes("nope", FileAttributes.Normal)),
            ["File.GetUnixFileMode"] = w => (w.Fs.File.GetUnixFileMode("f"), w.Fs.File.GetUnixFileMode("dir"), w.Fs.File.GetUnixFileMode("link")),
            ["File.GetUnixFileMode missing"] = w => w.Fs.File.GetUnixFileMode("nope"),
            ["File.SetUnixFileMode"] = w => Do(() => w.Fs.File.SetUnixFileMode("link", UnixFileMode.UserRead | UnixFileMode.SetUser)),
            ["File.SetUnixFileMode bad"] = w => Do(() => w.Fs.File.SetUnixFileMode("f", (UnixFileMode)0x10000)),
            ["File.SetUnixFileMode missing"] = w => Do(() => w.Fs.File.SetUnixFileMode("nope", UnixFileMode.None)),
        };
        AddTimes(cases, "File.CreationTime", (f, p) => f.GetCreationTime(p), (f, p, t) => f.SetCreationTime(p, t));
        AddTimes(cases, "File.CreationTimeUtc", (f, p) => f.GetCreationTimeUtc(p), (f, p, t) => f.SetCreationTimeUtc(p, t));
        AddTimes(cases, "File.LastAccessTime", (f, p) => f.GetLastAccessTime(p), (f, p, t) => f.SetLastAccessTime(p, t));
        AddTimes(cases, "File.LastAccessTimeUtc", (f, p) => f.GetLastAccessTimeUtc(p), (f, p, t) => f.SetLastAccessTimeUtc(p, t));
        AddTimes(cases, "File.LastWriteTime", (f, p) => f.GetLastWriteTime(p), (f, p, t) => f.SetLastWriteTime(p, t));
        AddTimes(cases, "File.LastWriteTimeUtc", (f, p) => f.GetLastWriteTimeUtc(p), (f, p, t) => f.SetLastWriteTimeUtc(p, t));
        return cases;
    }

    private static void AddTimes(Dictionary<string, Func<World, object?>> cases, string name, Func<IFile, string, DateTime> get, Action<IFile, string, DateTime> set)
    {
        cases[name] = w => get(w.Fs.File, "f");
        cases[name + " of directory"] = w => get(w.Fs.File, "dir/");
        cases[name + " missing"] = w => get(w.Fs.File, "nope");
        cases[name + " null"] = w => get(w.Fs.File, null!);
        cases[name + " set local"] = w => Do(() => set(w.Fs.File, "f", LocalTime), () => get(w.Fs.File, "f"));
        cases[name + " set any"] = w => Do(() => set(w.Fs.File, "dir", AnyTime), () => get(w.Fs.File, "dir"));
        cases[name + " set of link"] = w => Do(() => set(w.Fs.File, "link", World.SomeTime.AddDays(1)), () => (get(w.Fs.File, "link"), get(w.Fs.File, "f")));
        cases[name + " set missing"] = w => Do(() => set(w.Fs.File, "nope", LocalTime));
    }

    /// <summary>Each needs a handle of the operating system: null is refused by both, a real one works on the host alone.</summary>
    private static Dictionary<string, Func<World, object?>> Handles()
    {
        var cases = new Dictionary<string, Func<World, object?>>
        {
            ["File.OpenHandle null"] = w => w.Fs.File.OpenHandle(null!),
            ["File.OpenHandle empty"] = w => w.Fs.File.OpenHandle(""),
            ["RandomAccess.FileSystem"] = w => ReferenceEquals(w.Fs.RandomAccess.FileSystem, w.Fs),
        };
        SafeFileHandle none = null!;
        Memory<byte>[] read = [new byte[1]];
        ReadOnlyMemory<byte>[] written = [new byte[1]];
        foreach ((string name, Func<World, object?> run) in new (string, Func<World, object?>)[]
        {
            ("File.GetAttributes", w => w.Fs.File.GetAttributes(none)),
            ("File.SetAttributes", w => Do(() => w.Fs.File.SetAttributes(none, FileAttributes.Normal))),
            ("File.GetUnixFileMode", w => w.Fs.File.GetUnixFileMode(none)),
            ("File.SetUnixFileMode", w => Do(() => w.Fs.File.SetUnixFileMode(none, UnixFileMode.None))),
            ("File.GetCreationTime", w => w.Fs.File.GetCreationTime(none)),
            ("File.GetCreationTimeUtc", w => w.Fs.File.GetCreationTimeUtc(none)),
            ("File.SetCreationTime", w => Do(() => w.Fs.File.SetCreationTime(none, World.SomeTime))),
            ("File.SetCreationTimeUtc", w => Do(() => w.Fs.File.SetCreationTimeUtc(none, World.SomeTime))),
            ("File.GetLastAccessTime", w => w.Fs.File.GetLastAccessTime(none)),
            ("File.GetLastAccessTimeUtc", w => w.Fs.File.GetLastAccessTimeUtc(none)),
            ("File.SetLastAccessTime", w => Do(() => w.Fs.File.SetLastAccessTime(none, World.SomeTime))),
            ("File.SetLastAccessTimeUtc", w => Do(() => w.Fs.File.SetLastAccessTimeUtc(none, World.SomeTime))),
            ("File.GetLastWriteTime", w => w.Fs.File.GetLastWriteTime(none)),
            ("File.GetLastWriteTimeUtc", w => w.Fs.File.GetLastWriteTimeUtc(none)),
            ("File.SetLastWriteTime", w => Do(() => w.Fs.File.SetLastWriteTime(none, World.SomeTime))),
            ("File.SetLastWriteTimeUtc", w => Do(() => w.Fs.File.SetLastWriteTimeUtc(none, World.SomeTime))),
            ("FileStream.New", w => w.Fs.FileStream.New(none, FileAccess.Read)),
            ("FileStream.New buffer", w => w.Fs.FileStream.New(none, FileAccess.Read, 1)),
            ("FileStream.New async", w => w.Fs.FileStream.New(none, FileAccess.Read, 1, false)),
            ("RandomAccess.FlushToDisk", w => Do(() => w.Fs.RandomAccess.FlushToDisk(none))),
            ("RandomAccess.GetLength", w => w.Fs.RandomAccess.GetLength(none)),
            ("RandomAccess.SetLength", w => Do(() => w.Fs.RandomAccess.SetLength(none, 1))),
            ("RandomAccess.Read", w => w.Fs.RandomAccess.Read(none, new byte[1].AsSpan(), 0)),
            ("RandomAccess.Read buffers", w => w.Fs.RandomAccess.Read(none, read, 0)),
            ("RandomAccess.ReadAsync", w => Outcome.Wait(() => w.Fs.RandomAccess.ReadAsync(none, new byte[1], 0).AsTask())),
            ("RandomAccess.ReadAsync buffers", w => Outcome.Wait(() => w.Fs.RandomAccess.ReadAsync(none, read, 0).AsTask())),
            ("RandomAccess.Write", w => Do(() => w.Fs.RandomAccess.Write(none, new byte[1].AsSpan(), 0))),
            ("RandomAccess.Write buffers", w => Do(() => w.Fs.RandomAccess.Write(none, written, 0))),
            ("RandomAccess.WriteAsync", w => Outcome.Wait(() => w.Fs.RandomAccess.WriteAsync(none, new byte[1], 0))),
            ("RandomAccess.WriteAsync buffers", w => Outcome.Wait(() => w.Fs.RandomAccess.WriteAsync(none, written, 0))),
        }) cases[name + " null handle"] = run;
        return cases;
    }
}
