using UnionFs.Host;

namespace UnionFs.FileProviders.Tests;

/// <summary>The same tree behind PhysicalFileProvider and behind ours: names, hidden files, what is not found, and `..`.</summary>
public sealed class PhysicalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unionfs-providers-").FullName;
    private readonly UnionFileSystem _fs = new(new LayerBuilder()
        .AddFile("/outside.txt", "secret")
        .AddFile("/site/index.html", "<h1>")
        .AddFile("/site/a b.txt", "blank")
        .AddFile("/site/.env", "hidden")
        .AddFile("/site/.well-known/key", "shown")
        .AddFile("/site/css/site.css", "body")
        .AddFile("/site/css/.cache", "hidden")
        .AddFile("/site/ünï.txt", "ünï")
        .AddFile("/site/back\\slash", "one name")
        .AddDirectory("/site/empty")
        .AddSymlink("/site/link.css", "css/site.css")
        .AddSymlink("/site/styles", "css").Build());
    private readonly PhysicalFileProvider _theirs;
    private readonly UnionFileProvider _ours;

    public PhysicalTests()
    {
        HostExport.Export(_fs, "/", Path.Combine(_folder, "tree"));
        _theirs = new PhysicalFileProvider(Path.Combine(_folder, "tree/site"));
        _ours = new UnionFileProvider(_fs, "/site");
    }

    public static TheoryData<string?> Paths =>
    [
        null, "", "/", ".", "..", "/..", "../outside.txt", "/../outside.txt", "css/../../outside.txt", "css/../index.html", "/css/./site.css", "index.html", "/index.html", "//index.html",
        "///css//site.css", "index.html/", "css", "css/", "/css/", "css/site.css", "css/none", "none", "none/", "none/x", "index.html/x", ".env", "/.env", ".well-known", ".well-known/key", "css/.cache",
        "a b.txt", "a%20b.txt", "ünï.txt", "back\\slash", "css\\site.css", "INDEX.HTML", "link.css", "styles", "styles/site.css", "styles/../index.html", "empty", "empty/", "a\0b", "~/index.html", "C:/x", "*", "...", "/site/index.html",
        "\ud800", new string('x', 300), "./", "./.env", "css/..", "css/../", "none/../index.html",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void FileInfo_OfAnyPath_IsWhatPhysicalFileProviderSays(string? path)
    {
        IFileInfo theirs = _theirs.GetFileInfo(path!), ours = _ours.GetFileInfo(path!);
        // Theirs says that a file with a slash behind is there, and cannot open it then.
        if (path == "index.html/") theirs = new NotFoundFileInfo(path);
        Assert.Equal(theirs.Exists, ours.Exists);
        Assert.Equal(theirs.IsDirectory, ours.IsDirectory);
        if (!theirs.Exists) return;
        Assert.Equal(theirs.Name, ours.Name);
        // Theirs tells the length of the link itself, and a server would cut the file to it.
        Assert.Equal(path == "link.css" ? "body".Length : theirs.Length, ours.Length);
        Assert.Null(ours.PhysicalPath);
        using var reader = new StreamReader(ours.CreateReadStream());
        using var other = new StreamReader(theirs.CreateReadStream());
        Assert.Equal(other.ReadToEnd(), reader.ReadToEnd());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void DirectoryContents_OfAnyPath_AreWhatPhysicalFileProviderSays(string? path)
    {
        IDirectoryContents theirs = _theirs.GetDirectoryContents(path!), ours = _ours.GetDirectoryContents(path!);
        // Theirs knows the root by `/` and by nothing that comes back to it.
        if (path is "." or "css/..") theirs = _theirs.GetDirectoryContents("/");
        Assert.Equal(theirs.Exists, ours.Exists);
        Assert.Equal(
            theirs.OrderBy(info => info.Name, StringComparer.Ordinal).Select(info => (info.Name, info.IsDirectory, Exists: info.Exists)),
            ours.Select(info => (info.Name, info.IsDirectory, info.Exists)));
    }

    public void Dispose()
    {
        _theirs.Dispose();
        _ours.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
