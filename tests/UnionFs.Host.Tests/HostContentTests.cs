using System.Text;
using UnionFs.Host.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests;

/// <summary>A content of a host file gives the bytes that were layered, or an error that names the file.</summary>
public sealed class HostContentTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("printf HELLO > f")]
    [InlineData("printf HELLO > f; touch -r ref f")]
    [InlineData("printf hello-longer > f")]
    [InlineData("printf hel > f")]
    [InlineData("rm f")]
    [InlineData("rm f; ln -s other f")]
    [InlineData("mv f aside; ln -s aside f")]
    [InlineData("cp -p f g; mv g f")]
    [InlineData("rm f; mkdir f")]
    [InlineData("rm f; mkfifo f")]
    [InlineData("chmod 0600 f")]
    public void Read_FileIsNoLongerTheOneThatWasLayered_ThrowsAndNamesIt(string change)
    {
        Shell.Run("printf hello > f; cp -p f ref; printf other > other", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp.Path));
        Assert.Equal("hello", fs.File.ReadAllText("/f"));

        Shell.Run(change, _temp.Path);

        var error = Assert.Throws<IOException>(() => Read(fs, "/f"));
        Assert.Contains(_temp["f"], error.Message, StringComparison.Ordinal);
        Assert.Contains("changed since it was layered", error.Message, StringComparison.Ordinal);
        Assert.Equal("other", fs.File.ReadAllText("/other"));
    }

    [Fact]
    public void Read_ParentIsReplacedByLink_GivesTheSameBytesOrNone()
    {
        Shell.Run("mkdir d e; printf hello > d/f; printf wrong > e/f", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp.Path));
        Shell.Run("mv d moved; ln -s moved d", _temp.Path);
        // Through the link lies the very file that was recorded.
        Assert.Equal("hello", fs.File.ReadAllText("/d/f"));
        Shell.Run("rm d; ln -s e d", _temp.Path);
        Assert.Throws<IOException>(() => Read(fs, "/d/f"));
    }

    [Fact]
    public void Read_UntouchedPartsOfAChangedFile_AreStillChecked()
    {
        Shell.Run("head -c 100000 /dev/zero > f", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp.Path));
        fs.File.AppendAllText("/f", "more");
        Assert.Equal(100_004, fs.File.ReadAllBytes("/f").Length);
        Shell.Run("printf x | dd of=f conv=notrunc 2>/dev/null", _temp.Path);
        Assert.Throws<IOException>(() => Read(fs, "/f"));
    }

    [Fact]
    public void OpenAndRead_LeaveTheHostUntouched()
    {
        Shell.Run("mkdir d; printf hello > d/f; ln -s f d/l; touch -d '2001-01-01 UTC' d/f d", _temp.Path);
        string before = Shell.Run("stat --printf '%n %x %y %z %h\\n' . d d/f; stat --printf '%y %z' d/l", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp.Path));
        Assert.Equal("hello", fs.File.ReadAllText("/d/f"));
        fs.File.WriteAllText("/d/f", "changed");
        fs.Directory.Delete("/d", recursive: true);
        Assert.Equal(before, Shell.Run("stat --printf '%n %x %y %z %h\\n' . d d/f; stat --printf '%y %z' d/l", _temp.Path));
    }

    [Fact]
    public void Read_ManySmallFiles_LeavesNoDescriptorOpen()
    {
        Shell.Run("i=0; while [ $i -lt 500 ]; do printf $i > f$i; i=$((i+1)); done", _temp.Path);
        UnionFileSystem fs = new(HostDirectory.Open(_temp.Path));
        int before = OpenHere();
        for (int i = 0; i < 500; i++) Assert.Equal($"{i}", fs.File.ReadAllText($"/f{i}"));
        Assert.Equal(0, OpenHere());
        Assert.Equal(0, before);

        int OpenHere() => Directory.GetFileSystemEntries("/proc/self/fd").Count(fd =>
            new FileInfo(fd).LinkTarget is { } target && target.StartsWith(_temp.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FromManyThreads_GivesTheSameBytes()
    {
        byte[] bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(_temp["f"], bytes);
        UnionFileSystem fs = new(HostDirectory.Open(_temp.Path));
        Parallel.For(0, 32, _ => Assert.True(fs.File.ReadAllBytes("/f").AsSpan().SequenceEqual(bytes)));
    }

    [Fact]
    public void Read_ForbiddenFile_ThrowsAndNamesIt()
    {
        if (!Privilege.Check(output, Privilege.IsRoot, "root, to be somebody else")) return;
        Shell.Run("chmod 0755 .; printf secret > f; chmod 0600 f; printf open > g; chmod 0644 g", _temp.Path);
        Privilege.AsNobody(() =>
        {
            UnionFileSystem fs = new(HostDirectory.Open(_temp.Path));
            Assert.Equal("open", fs.File.ReadAllText("/g"));
            Assert.Contains(_temp["f"], Assert.Throws<UnauthorizedAccessException>(() => Read(fs, "/f")).Message, StringComparison.Ordinal);
        });
    }

    private static string Read(UnionFileSystem fs, string path)
    {
        fs.Posix.ReadContent(path, out Content content).ThrowIfError(path);
        var bytes = new byte[content.Length];
        Assert.Equal(bytes.Length, content.Read(0, bytes));
        return Encoding.UTF8.GetString(bytes);
    }
}
