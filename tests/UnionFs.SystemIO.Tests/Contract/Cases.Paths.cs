using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    private static readonly string[] Samples =
    [
        "", "/", "//", "a", "a/", "/a", "/a/", "//a//b//", "a.txt", "a.", ".a", ".", "..", "/..", "/../a", "a/../b", "a/./b/", "/a/.", "/a/..", "/a/../",
        "a.b/c", "a/b.c.d", "a b/ c", "/a/b/c.tar.gz", "...", "/...", "a/..b", "../../a", "é/日本.txt", "a\\b", "C:\\x", "/a//b/../c/.", "a/.b/.c.",
    ];

    /// <summary>What a member says of every sample.</summary>
    private static string Each(Func<string, object?> member) => string.Join('\n', Samples.Select(sample => $"{sample}: {Outcome.Show(Try(() => member(sample)))}"));

    private static string EachPair(Func<string, string, object?> member) =>
        string.Join('\n', Samples.SelectMany(one => Samples.Select(two => $"{one},{two}: {Outcome.Show(Try(() => member(one, two)))}")));

    private static object? Try(Func<object?> member)
    {
        try
        {
            return member();
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static string Joined(IPath path, string one, string two, int size)
    {
        var destination = new char[size];
        bool fits = path.TryJoin(one, two, destination, out int written);
        return $"{fits} {written} {new string(destination)}";
    }

    private static string Joined(IPath path, string one, string two, string three, int size)
    {
        var destination = new char[size];
        bool fits = path.TryJoin(one, two, three, destination, out int written);
        return $"{fits} {written} {new string(destination)}";
    }

    private static Dictionary<string, Func<World, object?>> PathText() => new()
    {
        ["Path separators"] = w => (w.Fs.Path.AltDirectorySeparatorChar, w.Fs.Path.DirectorySeparatorChar, w.Fs.Path.PathSeparator, w.Fs.Path.VolumeSeparatorChar),
        ["Path.ChangeExtension"] = w => Each(s => w.Fs.Path.ChangeExtension(s, "md")),
        ["Path.ChangeExtension dotted"] = w => Each(s => w.Fs.Path.ChangeExtension(s, ".md")),
        ["Path.ChangeExtension empty"] = w => Each(s => w.Fs.Path.ChangeExtension(s, "")),
        ["Path.ChangeExtension null"] = w => Each(s => w.Fs.Path.ChangeExtension(s, null)),
        ["Path.ChangeExtension of null"] = w => w.Fs.Path.ChangeExtension(null, "md"),
        ["Path.Combine 2"] = w => EachPair((a, b) => w.Fs.Path.Combine(a, b)),
        ["Path.Combine 2 null"] = w => w.Fs.Path.Combine("a", null!),
        ["Path.Combine 3"] = w => EachPair((a, b) => w.Fs.Path.Combine(a, b, "c")),
        ["Path.Combine 3 null"] = w => w.Fs.Path.Combine("a", "b", null!),
        ["Path.Combine 4"] = w => EachPair((a, b) => w.Fs.Path.Combine("r", a, b, "c/")),
        ["Path.Combine 4 null"] = w => w.Fs.Path.Combine(null!, "b", "c", "d"),
        ["Path.Combine array"] = w => EachPair((a, b) => w.Fs.Path.Combine(new[] { "r", a, "", b, "z" })),
        ["Path.Combine array null"] = w => w.Fs.Path.Combine(new[] { "a", null! }),
        ["Path.Combine null array"] = w => w.Fs.Path.Combine((string[])null!),
        ["Path.Combine span"] = w => EachPair((a, b) => w.Fs.Path.Combine(new ReadOnlySpan<string>(["r", a, b]))),
        ["Path.Combine span null"] = w => w.Fs.Path.Combine(new ReadOnlySpan<string>(["r", null!])),
        ["Path.EndsInDirectorySeparator"] = w => Each(s => (w.Fs.Path.EndsInDirectorySeparator(s), w.Fs.Path.EndsInDirectorySeparator(s.AsSpan()))),
        ["Path.GetDirectoryName"] = w => Each(s => (w.Fs.Path.GetDirectoryName(s), w.Fs.Path.GetDirectoryName(s.AsSpan()).ToString())),
        ["Path.GetDirectoryName null"] = w => w.Fs.Path.GetDirectoryName(null),
        ["Path.GetExtension"] = w => Each(s => (w.Fs.Path.GetExtension(s), w.Fs.Path.GetExtension(s.AsSpan()).ToString())),
        ["Path.GetExtension null"] = w => w.Fs.Path.GetExtension(null),
        ["Path.GetFileName"] = w => Each(s => (w.Fs.Path.GetFileName(s), w.Fs.Path.GetFileName(s.AsSpan()).ToString())),
        ["Path.GetFileName null"] = w => w.Fs.Path.GetFileName(null),
        ["Path.GetFileNameWithoutExtension"] = w => Each(s => (w.Fs.Path.GetFileNameWithoutExtension(s), w.Fs.Path.GetFileNameWithoutExtension(s.AsSpan()).ToString())),
        ["Path.GetFileNameWithoutExtension null"] = w => w.Fs.Path.GetFileNameWithoutExtension(null),
        ["Path.GetFullPath"] = w => Each(s => w.Fs.Path.GetFullPath(s)),
        ["Path.GetFullPath null"] = w => w.Fs.Path.GetFullPath(null!),
        ["Path.GetFullPath NUL"] = w => w.Fs.Path.GetFullPath("a\0b"),
        ["Path.GetFullPath base"] = w => EachPair((a, b) => w.Fs.Path.GetFullPath(a, b)),
        ["Path.GetFullPath base null"] = w => w.Fs.Path.GetFullPath("a", null!),
        ["Path.GetFullPath null base"] = w => w.Fs.Path.GetFullPath(null!, "/a"),
        ["Path.GetFullPath base NUL"] = w => w.Fs.Path.GetFullPath("a", "/\0"),
        ["Path.GetInvalidFileNameChars"] = w => w.Fs.Path.GetInvalidFileNameChars(),
        ["Path.GetInvalidPathChars"] = w => w.Fs.Path.GetInvalidPathChars(),
        ["Path.GetPathRoot"] = w => Each(s => (w.Fs.Path.GetPathRoot(s), w.Fs.Path.GetPathRoot(s.AsSpan()).ToString())),
        ["Path.GetPathRoot null"] = w => w.Fs.Path.GetPathRoot(null),
        ["Path.GetRandomFileName"] = w => (w.Fs.Path.GetRandomFileName().Length, w.Fs.Path.GetRandomFileName() == w.Fs.Path.GetRandomFileName()),
        ["Path.GetRelativePath"] = w => EachPair((a, b) => w.Fs.Path.GetRelativePath(a, b)),
        ["Path.GetRelativePath null"] = w => w.Fs.Path.GetRelativePath(null!, "a"),
        ["Path.GetRelativePath to null"] = w => w.Fs.Path.GetRelativePath("a", null!),
        ["Path.HasExtension"] = w => Each(s => (w.Fs.Path.HasExtension(s), w.Fs.Path.HasExtension(s.AsSpan()))),
        ["Path.HasExtension null"] = w => w.Fs.Path.HasExtension(null),
        ["Path.IsPathFullyQualified"] = w => Each(s => (w.Fs.Path.IsPathFullyQualified(s), w.Fs.Path.IsPathFullyQualified(s.AsSpan()))),
        ["Path.IsPathFullyQualified null"] = w => w.Fs.Path.IsPathFullyQualified(null!),
        ["Path.IsPathRooted"] = w => Each(s => (w.Fs.Path.IsPathRooted(s), w.Fs.Path.IsPathRooted(s.AsSpan()))),
        ["Path.IsPathRooted null"] = w => w.Fs.Path.IsPathRooted(null),
        ["Path.Join 2"] = w => EachPair((a, b) => (w.Fs.Path.Join(a, b), w.Fs.Path.Join(a.AsSpan(), b))),
        ["Path.Join 2 null"] = w => (w.Fs.Path.Join("a", null), w.Fs.Path.Join(null, "b"), w.Fs.Path.Join((string?)null, null)),
        ["Path.Join 3"] = w => EachPair((a, b) => (w.Fs.Path.Join(a, b, "c"), w.Fs.Path.Join(a.AsSpan(), b, "c"))),
        ["Path.Join 4"] = w => EachPair((a, b) => (w.Fs.Path.Join("r", a, b, "c"), w.Fs.Path.Join("r".AsSpan(), a, b, "c"))),
        ["Path.Join array"] = w => EachPair((a, b) => w.Fs.Path.Join(new[] { a, "", b, null!, "z" })),
        ["Path.Join null array"] = w => w.Fs.Path.Join((string[])null!),
        ["Path.Join span"] = w => EachPair((a, b) => w.Fs.Path.Join(new ReadOnlySpan<string?>(["r", a, b])!)),
        ["Path.TrimEndingDirectorySeparator"] = w => Each(s => (w.Fs.Path.TrimEndingDirectorySeparator(s), w.Fs.Path.TrimEndingDirectorySeparator(s.AsSpan()).ToString())),
        ["Path.TryJoin 2"] = w => EachPair((a, b) => Joined(w.Fs.Path, a, b, 8)),
        ["Path.TryJoin 3"] = w => EachPair((a, b) => Joined(w.Fs.Path, a, b, "c", 9)),
    };

    private static Dictionary<string, Func<World, object?>> PathFiles() => new()
    {
        ["Path.Exists"] = w => string.Join(' ', new[] { "f", "dir", "dir/", "f/", "link", "dangling", "dangling/", "dirlink/", "loop", "loop/", "nope", "f/x", "", "a\0", "..", w.Root }.Select(w.Fs.Path.Exists)),
        ["Path.Exists null"] = w => w.Fs.Path.Exists(null),
        ["Path.FileSystem"] = w => ReferenceEquals(w.Fs.Path.FileSystem, w.Fs),
        ["Path.GetTempPath"] = w => w.Fs.Path.GetTempPath(),
        ["Path.GetTempFileName"] = w =>
        {
#pragma warning disable CS0618 // Obsolete, and still a member.
            string path = w.Fs.Path.GetTempFileName();
#pragma warning restore CS0618
            IFileInfo info = w.Fs.FileInfo.New(path);
            var result = (path[.."/tmp/tmp".Length], path.Length, info.Extension, info.Length, w.Fs.File.GetUnixFileMode(path), w.Fs.Path.GetDirectoryName(path));
            info.Delete();
            return result;
        },
    };
}
