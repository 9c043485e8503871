namespace UnionFs.Tests.Contract;

/// <summary>Every case does on a union what it does with System.IO on a real directory: same value, exception, HResult, message and tree.</summary>
public class SystemIoContractTests
{
    public static TheoryData<string> Cases => [.. ContractCases.Every.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Empty_AnyCase_DoesWhatSystemIoDoes(string name) => Compare(name, () => new UnionFileSystem());

    [Theory]
    [MemberData(nameof(Cases))]
    public void OverOneLayer_AnyCase_DoesWhatSystemIoDoes(string name) => Compare(name, () =>
    {
        var below = new UnionFileSystem();
        ContractCases.Prepare(new UnionFace(below));
        return new UnionFileSystem(below.Snapshot().ToLayer());
    }, isPrepared: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void UnionOfUnion_AnyCase_DoesWhatSystemIoDoes(string name) =>
        Compare(name, () => new UnionFileSystem(OverFiveLayers().Snapshot().ToLayer()), isPrepared: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void OverFiveLayers_AnyCase_DoesWhatSystemIoDoes(string name) => Compare(name, OverFiveLayers, isPrepared: true);

    /// <summary>Patterns that match names of the other case as well; no case has two names that differ in case alone.</summary>
    private static readonly string[] MatchMore =
    [
        "Search 'A*'", "Search '*.txt'", "Search '*.TXT'", "Search '?.txt'", "Search deep by pattern",
        "Search simple 'A*'", "Search simple '*.txt'", "Search simple '*.TXT'", "Search simple '?.txt'",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void IgnoringCase_AnyCase_DoesWhatSystemIoDoes(string name)
    {
        Action compare = () => Compare(name, () => new UnionFileSystem(OverFiveLayers().Layers.WithNames(NameComparison.IgnoreCase)), isPrepared: true);
        if (MatchMore.Contains(name)) Assert.Throws<Xunit.Sdk.EqualException>(compare);
        else compare();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RestoredSnapshotOfUnionOfUnion_AnyCase_DoesWhatSystemIoDoes(string name) => Compare(name, () =>
    {
        var below = OverFiveLayers();
        var fs = new UnionFileSystem(below.Snapshot().ToLayer());
        Snapshot snapshot = fs.Snapshot();
        fs.Posix.RemoveTree("/dir");
        fs.Restore(snapshot);
        return fs;
    }, isPrepared: true);

    /// <summary>The start of every case, spread over layers with whiteouts and an opaque directory in between.</summary>
    private static UnionFileSystem OverFiveLayers() => new(LayerStack.FromBottom(
        new LayerBuilder().AddFile("/f", "old").AddFile("/dir/gone", "gone").AddFile("/dir/x", "old").AddFile("/zombie", "z").Build(),
        new LayerBuilder().AddDirectory("/dir", opaque: true).AddFile("/dir/x", "x").AddWhiteout("/zombie").AddWhiteout("/f").Build(),
        new LayerBuilder().AddFile("/f", "hello").AddFile("/empty/y", "y").AddSymlink("/loop", "loop").Build(),
        new LayerBuilder().AddFile("/g", "other").AddWhiteout("/empty").AddDirectory("/a").AddSymlink("/link", "f").Build(),
        new LayerBuilder().AddDirectory("/empty").AddSymlink("/dangling", "nowhere").AddSymlink("/dirlink", "dir").Build()));

    private static void Compare(string name, Func<UnionFileSystem> make, bool isPrepared = false)
    {
        using var host = new HostFace();
        ContractCases.Prepare(host);
        var union = new UnionFace(make());
        if (!isPrepared) ContractCases.Prepare(union);

        string expected = host.Relative(Outcome(host, name)) + "\n" + Tree(host);
        string actual = Outcome(union, name) + "\n" + Tree(union);
        if (!ContractCases.Different.TryGetValue(name, out (string Reason, string Outcome) difference))
        {
            Assert.Equal(expected, actual);
            return;
        }
        Assert.NotEqual(expected, actual); // else the list is out of date
        Assert.StartsWith(difference.Outcome, actual, StringComparison.Ordinal);
    }

    private static string Outcome(IFace face, string name)
    {
        try
        {
            object? value = ContractCases.Every[name](face);
            if (value is IDisposable stream)
            {
                stream.Dispose();
                return "opened";
            }
            return value is DateTime time ? time.ToString("O") : value?.ToString() ?? "null";
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name} 0x{e.HResult:X8} {e.Message}";
        }
    }

    private static string Tree(IFace face, string directory = "/")
    {
        var lines = new List<string>();
        foreach (string path in face.EnumerateFileSystemEntries(directory))
        {
            string name = path.TrimStart('/');
            string? target = face.FileExists(path) || face.DirectoryExists(path) ? face.ResolveLinkTarget(path, false) : null;
            if (target is not null) lines.Add($"{name} -> {target}");
            else if (face.DirectoryExists(path)) lines.Add($"{name}/\n{Tree(face, path)}");
            else lines.Add($"{name} {Convert.ToHexString(face.ReadAllBytes(path))}");
        }
        return string.Join("\n", lines);
    }
}
