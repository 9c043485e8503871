using System.Net.Sockets;
using UnionFs.Host.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests;

/// <summary>Host directory, layer, file system, host directory: what went in comes out, as find(1) and sha256sum(1) see it.</summary>
public sealed class RoundTripTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void RoundTrip_KindsModesTimesAndLinks_AreTheSame()
    {
        string source = _temp.Make("in");
        Shell.Run("""
            umask 022
            printf hello > file; chmod 0640 file; touch -d '2001-02-03 04:05:06.123456789 UTC' file
            : > empty; chmod 0400 empty; touch -d '1969-12-31 23:59:58.5 UTC' empty
            mkdir -p a/b/c; printf x > a/b/c/deep; chmod 1777 a; chmod 0555 a/b; touch -d '2011-01-01 00:00:00.000000001 UTC' a a/b
            ln file a/second; ln file a/third
            ln -s ../nowhere dangling; ln -s /etc/passwd absolute; ln -s . self; ln dangling dangling2
            touch -h -d '2005-05-05 05:05:05.5 UTC' dangling absolute
            mkfifo -m 0600 fifo
            dd if=/dev/zero of=sparse bs=1 count=0 seek=5000000 2>/dev/null; printf end | dd of=sparse bs=1 seek=3000000 conv=notrunc 2>/dev/null
            head -c 700000 /dev/urandom > big
            """, source);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)) socket.Bind(new UnixDomainSocketEndPoint(_temp["in/socket"]));
        // Disposing the socket removes its file, so the witness below is a second one that stays bound.
        using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(_temp["in/socket"]));

        ExportReport report = RoundTrip(source);

        Assert.Empty(report.Warnings);
        Assert.Equal((4, 5, 3, 3, 2), (report.Directories, report.Files, report.Symlinks, report.HardLinks, report.Specials));
        Assert.Equal(5 + 0 + 1 + 5_000_000 + 700_000, report.Bytes);
        Assert.True(int.Parse(Shell.Run("stat -c %b out/sparse", _temp.Path)) < 100, "the holes were written");
    }

    [Fact]
    public void RoundTrip_OwnersDevicesAndSetIdBits_AreTheSame()
    {
        if (!Privilege.Check(output, Privilege.IsRoot, "root, for owners and devices")) return;
        string source = _temp.Make("in");
        Shell.Run("""
            mknod null c 1 3; mknod disk b 259 70000; chown 12:34 disk
            : > suid; chown 1000:1001 suid; chmod 06755 suid
            mkdir dir; chown 4000000000:7 dir; chmod 02770 dir
            ln -s x link; chown -h 5:6 link
            """, source);
        Assert.Empty(RoundTrip(source).Warnings);
    }

    [Fact]
    public void RoundTrip_NamesOfAllSorts_AreTheSameBytes()
    {
        string source = _temp.Make("in");
        Shell.Run("""
            name() { printf "$1"; }
            : > "$(name 'latin1-\351\377')"; mkdir "$(name 'dir-\200')"; printf 1 > "$(name 'dir-\200/\303\050')"
            ln -s "$(name 'to-\377')" "$(name 'link-\376')"
            printf 2 > "$(name 'new\nline')"; : > ' '; : > '*'; : > '..x'; : > '-rf'; : > 'a\b'
            : > "$(name '\360\237\230\200')"; : > "$(name 'e\314\201')"; : > "$(name '\303\251')"
            long=$(printf '%0255d' 0); printf 3 > "$long"; mkdir x; : > "x/$(name '\377%0254d' 0)"
            """, source);
        Assert.Empty(RoundTrip(source).Warnings);
        Assert.Contains(HostListing.Of(_temp["out"]), line => line.StartsWith("latin1-\u00e9\u00ff f ", StringComparison.Ordinal));
    }

    [Fact]
    public void RoundTrip_PathsLongerThanOneCallTakes_AreTheSame()
    {
        string source = _temp.Make("in");
        // 40 names of 200 bytes: twice PATH_MAX. And deeper than the descriptors that an export keeps: 300 names of one byte.
        Shell.Run("""
            long=$(printf '%0200d' 7); i=0
            while [ $i -lt 40 ]; do mkdir $long; cd -P $long; printf $i > file; i=$((i+1)); done
            """, source);
        Shell.Run("""
            deep=$(printf 'd/%.0s' $(seq 300)); mkdir -p $deep
            find . -path './0*' -prune -o -type d -printf '%p/f\n' | xargs touch
            printf deep > ${deep}f; ln ${deep}f ${deep}g; ln ${deep}f h
            """, source);
        string before = Names(source);

        ExportReport report = HostExport.Export(new UnionFileSystem(HostDirectory.Open(source)), "/", _temp["out"]);

        Assert.Empty(report.Warnings);
        Assert.Equal(before, Names(_temp["out"]));
        string[] contents = [.. HostDirectory.Open(_temp["out"]).Entries().Where(e => e.Kind == NodeKind.File).Select(Show)];
        Assert.Equal(HostDirectory.Open(source).Entries().Where(e => e.Kind == NodeKind.File).Select(Show), contents);
        Assert.Contains(contents, line => line.Length > 8000 && line.EndsWith("/file=39", StringComparison.Ordinal));

        // No command takes such a path, so the names alone have a witness.
        static string Names(string directory) => Shell.Run("find . -printf '%P %y %m %T@ %n\\n' | sort", directory);
        static string Show(LayerEntry entry) => entry.Path + "=" + System.Text.Encoding.ASCII.GetString(entry.Content.Slice(0).FirstSpan);
    }

    [Fact]
    public void RoundTrip_Xattrs_AreTheSame()
    {
        string source = _temp.Make("in");
        Shell.Run(": > file; mkdir dir", source);
        string value = "\0\u00ff binary " + new string('x', 1000);
        if (!Privilege.Check(output, Xattr.Set(_temp["in/file"], "user.one", value), "a file system with extended attributes")) return;
        Xattr.Set(_temp["in/file"], "user.empty", "");
        Xattr.Set(_temp["in/dir"], "user.dir", "d");
        Xattr.Set(source, "user.root", "r");
        bool trusted = Xattr.Set(_temp["in/file"], "trusted.t", "t");
        Shell.Run("chmod 0400 file", source);

        Assert.Empty(RoundTrip(source).Warnings);

        Assert.Equal(value, Xattr.Get(_temp["out/file"], "user.one"));
        Assert.Equal("", Xattr.Get(_temp["out/file"], "user.empty"));
        Assert.Equal("d", Xattr.Get(_temp["out/dir"], "user.dir"));
        Assert.Equal("r", Xattr.Get(_temp["out"], "user.root"));
        Assert.Equal(trusted ? "t" : null, Xattr.Get(_temp["out/file"], "trusted.t"));
    }

    [Fact]
    public void RoundTrip_WideDirectory_IsTheSame()
    {
        string source = _temp.Make("in");
        Shell.Run("seq 1 20000 | xargs touch", source);
        var seen = new List<long>();
        Layer layer = HostDirectory.Open(source, progress: new Sink(seen.Add));
        Assert.Equal(20_000, seen[^1]);
        Assert.Equal(20_001, layer.Entries().Count());
        Assert.Equal(20_000, HostExport.Export(new UnionFileSystem(layer), "/", _temp["out"]).Files);
        Assert.Equal(HostListing.Of(source), HostListing.Of(_temp["out"]));
    }

    private ExportReport RoundTrip(string source)
    {
        string[] before = HostListing.Of(source);
        Layer layer = HostDirectory.Open(source);
        ExportReport report = HostExport.Export(new UnionFileSystem(layer), "/", _temp["out"]);
        foreach (ExportWarning warning in report.Warnings) output.WriteLine(warning.ToString());
        Assert.Equal(before, HostListing.Of(_temp["out"]));
        return report;
    }

    private sealed class Sink(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
