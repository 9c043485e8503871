using UnionFs.Archives;
using UnionFs.Host;

namespace UnionFs.Testing;

/// <summary>
/// The files that many tests start from: built once, and forked by each test. Immutable, so tests that run in parallel share one and never see
/// each other; nothing needs cleaning up.
/// </summary>
/// <example>
/// <code>
/// private static readonly FileSystemFixture Site = FileSystemFixture.FromTree("""
///     site/
///       index.html: hello
///     """);
///
/// [Fact]
/// public void Test()
/// {
///     UnionFileSystem fs = Site.Fork();
///     new Publisher(fs).Run();
///     fs.AssertChanges("added /site/feed.xml");
/// }
/// </code>
/// </example>
public sealed class FileSystemFixture
{
    /// <summary>All layers merged, the first at the bottom.</summary>
    public FileSystemFixture(params IEnumerable<Layer> layers) : this(LayerStack.FromBottom(layers)) { }

    /// <summary>A stack of layers, merged. O(1).</summary>
    public FileSystemFixture(LayerStack layers) => Base = new Snapshot(layers);

    /// <summary>What every fork starts as; it is there to be compared with, and read.</summary>
    public Snapshot Base { get; }

    /// <summary>A tree written down as indented text; see <see cref="TextTree"/>.</summary>
    /// <exception cref="FormatException">It is no such tree; the message names the line.</exception>
    public static FileSystemFixture FromTree(string text) => new(TextTree.Parse(text));

    /// <summary>
    /// A directory of the host, with its metadata. Names are read now, contents when a test asks for them; the host is never written to. A file
    /// that changes there meanwhile can no longer be read (<see cref="IOException"/>): tests get the bytes that were there, or none.
    /// </summary>
    /// <exception cref="IOException">It cannot be read, or is no directory; the message names what.</exception>
    public static FileSystemFixture FromHostDirectory(string path, HostDirectoryOptions? options = null) => new(HostDirectory.Open(path, options));

    /// <summary>A zip archive of the host. The directory of the archive is read now, contents when a test asks for them.</summary>
    /// <exception cref="FileNotFoundException">No such file; or another <see cref="IOException"/> if it cannot be read.</exception>
    /// <exception cref="ZipException">It is no zip archive, or a damaged or hostile one; the message says where.</exception>
    public static FileSystemFixture FromZip(string path) => new(ZipLayer.Open(path));

    /// <summary>What <paramref name="build"/> makes of an empty file system.</summary>
    public static FileSystemFixture Build(Action<UnionFileSystem> build) => new FileSystemFixture(LayerStack.Empty).With(build);

    /// <summary>A base with more in it; this one stays as it is. What <paramref name="build"/> does is part of the base, and no change to it. O(changes).</summary>
    public FileSystemFixture With(Action<UnionFileSystem> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        UnionFileSystem fs = Fork();
        build(fs);
        fs.Commit("fixture");
        return new FileSystemFixture(fs.Layers);
    }

    /// <summary>
    /// A file system of its own for one test, with the base in it. O(1), whatever the number of files. <see cref="UnionFileSystem.GetChanges"/> of it
    /// is what the test changed.
    /// </summary>
    /// <param name="clock">Where its times come from; the system's clock if null.</param>
    public UnionFileSystem Fork(TimeProvider? clock = null) => Base.Fork(clock);

    /// <summary>A fork in which something goes wrong; see <see cref="FaultPlan"/>.</summary>
    public UnionFileSystem Fork(FaultPlan faults, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(faults);
        UnionFileSystem fork = Fork(clock);
        fork.Interceptor = faults;
        return fork;
    }
}
