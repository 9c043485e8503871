using System.Text.RegularExpressions;
using UnionFs.Host;
using Xunit.Abstractions;

namespace UnionFs.Oci.Tests.Images;

/// <summary>An image of files of this machine's Debian packages, in layers that umoci made: what umoci unpacks is what is read here.</summary>
public sealed partial class RealImageTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Five layers: packages; odd names, owners, devices and attributes; removals and replacements; hard links; and a copy of it all in other kinds of archive.</summary>
    private const string Build = """
        export LC_ALL=C
        umoci init --layout img; umoci new --image img:v
        layer() { umoci repack --image img:v --history.created_by "$1" b > /dev/null; rm -rf b; umoci unpack --image img:v b > /dev/null 2>&1; }
        umoci unpack --image img:v b > /dev/null 2>&1
        # Packages name files by the old directories that are links now.
        dpkg -L bash coreutils dash base-files perl-base 2> /dev/null | while read -r file; do
            if [ -e "$file" ]; then echo "$(realpath "$(dirname "$file")")/$(basename "$file")"; fi
        done | sed 's,^/*,,' | grep . | sort -u > list
        tar -C / --no-recursion -cf - bin lib sbin -T list | tar -C b/rootfs -xpf -
        layer 'RUN packages'
        mkdir -p b/rootfs/odd/dir b/rootfs/over/low b/rootfs/gone/deep; cd b/rootfs/odd
        printf 1 > 'a b'; printf 2 > "$(printf 'latin1-\351\377')"; printf 3 > "$(printf 'new\nline')"; printf 4 > "$(printf '%0200d' 7)"; printf 5 > .wh-no
        ln -s ../../../../etc/passwd link; ln -s loop loop; ln 'a b' hard; mkfifo fifo; mknod null c 1 3; mknod disk b 7 300
        chown 4294967294:4294967294 'a b'; chmod 6751 .wh-no; chmod 1777 dir
        setfattr -n user.k -v 0x00ff0a3d 'a b'; setfattr -n user.empty .wh-no; setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 hard
        touch -d '1996-01-01 00:00:00.123456789' 'a b'; touch -h -d '2038-01-19 04:00:00.5' link; touch -d @1 dir
        cd ../../..
        printf x > b/rootfs/over/low/x; printf y > b/rootfs/over/file; printf z > b/rootfs/gone/deep/z
        layer 'RUN odd'
        rm -r b/rootfs/gone b/rootfs/over; printf now > b/rootfs/over; mkdir b/rootfs/gone; printf new > b/rootfs/gone/new
        rm -r b/rootfs/usr/share/doc; rm b/rootfs/odd/loop; mkdir b/rootfs/odd/loop; chmod 700 b/rootfs/usr; rm b/rootfs/odd/hard
        layer 'RUN replace'
        ln b/rootfs/bin/bash b/rootfs/bash2 2> /dev/null || ln b/rootfs/usr/bin/bash b/rootfs/bash2
        rm -r b/rootfs/odd/dir; ln -s /etc b/rootfs/odd/dir
        layer 'RUN links'
        """;

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Image_OfDebianFiles_IsWhatUmociUnpacks_AndStaysSoWrittenBack()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            output.WriteLine("Skipped: needs root, for owners and devices.");
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return;
        }
        if (!Tools.Have(output, "umoci", "skopeo", "buildah", "setfattr", "dpkg")) return;
        Shell.Run(Build, _temp.Path);
        using OciImage image = OciImage.Open($"oci:{_temp["img"]}:v");
        LayerStack stack = image.ToStack();
        Assert.Equal(4, stack.Count);
        string listing = TreeText.Of(new Snapshot(stack));
        Assert.Equal(TreeText.Of(new Snapshot(LayerStack.FromBottom(HostDirectory.Open(_temp["b/rootfs"])))), listing);
        int paths = listing.AsSpan().Count('\n');
        output.WriteLine($"{paths} paths like umoci's");
        Assert.True(paths > 500);

        // Changes of every kind, committed, and unpacked by umoci, directly and by way of skopeo's docker-archive.
        var union = new UnionFileSystem(stack);
        union.File.WriteAllText("/odd/a b", "changed");
        union.File.Delete("/over");
        union.Directory.CreateDirectory("/over");
        union.Posix.RemoveTree("/usr/bin").ThrowIfError("/usr/bin");
        union.Directory.CreateDirectory("/usr/bin");
        union.Posix.Mknod("/usr/bin/zero", NodeKind.CharDevice, 0x1B6, new DeviceNumber(1, 5)).ThrowIfError("/usr/bin/zero");
        union.Posix.Chmod("/etc", 0x1C0).ThrowIfError("/etc");
        union.Posix.Chown("/etc/debian_version", 4_294_967_294, 7).ThrowIfError("/etc/debian_version");
        union.Posix.SetXattr("/etc/debian_version", "user.new", new byte[] { 0, 255, 10, 61 }).ThrowIfError("/etc/debian_version");
        union.Posix.Link("/etc/issue", "/issue2").ThrowIfError("/issue2");
        union.Posix.SetXattr("/issue2", "security.capability", Convert.FromHexString("0100000200040000000000000000000000000000")).ThrowIfError("/issue2");
        union.Posix.Utimens("/issue2", TimeSetting.Omit, new UnixTime(1_000_000_000, 987_654_321)).ThrowIfError("/issue2");
        union.File.WriteAllText("/odd/" + NameEncoding.Decode([0x6E, 0xFF, 0x0A, 0xE9]), "odd");
        union.Posix.Rename("/gone", "/moved").ThrowIfError("/moved");
        union.Posix.Symlink("usr/bin/zero", "/z").ThrowIfError("/z");
        using OciImage changed = image.Append(union.Diff(), stack);
        string expected = TreeText.Of(union);
        changed.CopyTo($"oci:{_temp["img"]}:v2");
        changed.CopyTo($"docker-archive:{_temp["v2.tar"]}:x:v2");
        // The same on layers that are all written here, of which some remove and replace what others have.
        using OciImage upper = image.Squash(from: 1);
        upper.CopyTo($"oci:{_temp["img"]}:flat");
        upper.Append(union.Diff(), stack).CopyTo($"oci:{_temp["img"]}:flat2");
        Shell.Run("""
            umoci unpack --image img:v2 direct > /dev/null 2>&1
            skopeo copy -q docker-archive:v2.tar oci:img3:v3
            umoci unpack --image img3:v3 around > /dev/null 2>&1
            skopeo copy -q oci:img:v2 docker-archive:skopeo.tar:x:v2
            skopeo copy -q oci:img:v2 dir:dir
            skopeo copy -q dir:dir oci:img4:v4
            umoci unpack --image img4:v4 dirs > /dev/null 2>&1
            umoci unpack --image img:flat flat > /dev/null 2>&1
            """, _temp.Path);
        foreach (string bundle in new[] { "direct", "around", "dirs" }) Assert.Equal(expected, OfHost($"{bundle}/rootfs"));
        using OciImage saved = OciImage.Open($"docker-archive:{_temp["skopeo.tar"]}");
        Assert.Equal(expected, TreeText.Of(new Snapshot(saved.ToStack())));
        Assert.Equal(listing, OfHost("flat/rootfs"));

        // buildah keeps no empty attribute and no time below a second. It does not read umoci's layer that makes a directory a file.
        Assert.Equal(AsBuildahKeeps(listing), AsBuildahKeeps(OfHost(Buildah("img:flat"))));
        Assert.Equal(AsBuildahKeeps(expected), AsBuildahKeeps(OfHost(Buildah("img:flat2"))));
    }

    /// <summary>Where buildah puts an image's tree. Its own data goes into the test's directory, also what it keeps below /var/lib.</summary>
    private string Buildah(string image)
    {
        string root = Shell.Run($$"""
            mkdir -p var
            echo '{"default":[{"type":"insecureAcceptAnything"}]}' > policy.json
            unshare -m sh -ec 'mount --bind "$PWD/var" /var/lib
                b() { buildah --root "$PWD/store" --runroot "$PWD/run" --storage-driver vfs "$@"; }
                b mount "$(b from -q --signature-policy policy.json oci:{{image}})"'
            """, _temp.Path).Trim();
        return Path.GetRelativePath(_temp.Path, root.Split('\n')[^1]);
    }

    private string OfHost(string directory) => TreeText.Of(new Snapshot(LayerStack.FromBottom(HostDirectory.Open(_temp[directory]))));

    private static string AsBuildahKeeps(string listing) => EmptyAttribute().Replace(Fraction().Replace(listing, "$1"), "");

    [GeneratedRegex(@"( -?[0-9]+)\.[0-9]{9}(?=[ \n])")]
    private static partial Regex Fraction();

    [GeneratedRegex(" user\\.empty=")]
    private static partial Regex EmptyAttribute();
}
