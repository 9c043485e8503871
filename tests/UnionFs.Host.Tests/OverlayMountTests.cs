using UnionFs.Host.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests;

/// <summary>
/// The kernel is the witness: a real mount in a namespace of its own (which takes the mount along when it ends) is changed and
/// listed, and the upper directory it leaves must give the same tree over the same lower one.
/// </summary>
public sealed class OverlayMountTests(ITestOutputHelper output) : IDisposable
{
    private const string MakeLowers = """
        umask 022
        mkdir base upper work merged mid
        cd base
        mkdir -p keep gone emptied replaced/sub opaque/sub deep/a/b/c filetodir moved/inner midopaque
        for f in keep/f gone/f gone/g emptied/f emptied/g replaced/f replaced/sub/f opaque/f opaque/sub/f deep/a/b/c/f moved/f moved/inner/f midopaque/f file1 file2 file3 dirnext swapme; do echo base $f > $f; done
        rmdir filetodir; echo file > filetodir; mkdir dirtofile; echo x > dirtofile/x
        ln -s keep/f link; ln -s nowhere relink; mkfifo fifo
        ln file3 hard1; ln file3 hard2
        cd ../mid
        mkdir -p keep deep/a/mid midopaque; echo mid > keep/mid; echo mid > deep/a/mid/f; echo mid > file2; echo mid > midopaque/mid
        cd ..
        """;

    private const string Changes = """
        cd merged
        rm file1; echo changed >> file2; chmod 0600 keep/f; rm -r gone
        rm emptied/f emptied/g
        rm -r replaced; mkdir replaced; echo new > replaced/n; mkdir replaced/sub
        rm -r opaque; mkdir opaque; mkdir opaque/sub; echo fresh > opaque/sub/fresh
        mv deep/a/b/c/f deep/a/renamed; mv moved moved2; mv moved2/inner/f moved2/f2
        rm filetodir; mkdir filetodir; echo x > filetodir/x
        rm -r dirtofile; echo nowfile > dirtofile
        rm link; ln -s changed link; rm relink; mkdir relink; rm fifo
        rm keep/mid; echo again > keep/mid; rm keep/mid
        echo temp > temp; rm temp; mkdir -p new/x/y; echo n > new/x/y/n; ln new/x/y/n new/n2
        rm -r deep/a/mid; mkdir deep/a/mid
        touch -d '2001-01-01 00:00:00.123456789 UTC' keep deep/a file2
        mv swapme file1; rm hard1; : > "$(printf 'odd-\377\nname')"
        """;

    private const string MoreMoves = """
        mv moved2 elsewhere; mkdir new/home; mv elsewhere new/home/; mkdir elsewhere; mv new/home/elsewhere elsewhere/in
        mv deep/a/b deep/a/b2; mv deep/a/b2/c deep/c; mkdir deep/a/b; echo fresh > deep/a/b/f
        mv midopaque new/; rm new/midopaque/mid; mv new/midopaque midopaque
        rm -f hard2; ln file3 elsewhere/in/link; chmod 0711 file3; chown 7:8 elsewhere/in/f2
        """;

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Upper_OfRealMount_GivesTheMountsTree()
    {
        if (!Privilege.Check(output, Privilege.IsRoot, "root, to mount")) return;
        Shell.Run(MakeLowers, _temp.Path);
        Shell.Run("mknod mid/midgone c 0 0; echo x > base/midgone", _temp.Path);
        Assert.True(Xattr.Set(_temp["mid/midopaque"], "trusted.overlay.opaque", "y"));
        string? mount = Mount("unshare -m", "lowerdir=mid:base,upperdir=upper,workdir=work,redirect_dir=off,metacopy=off,index=off");
        if (!Privilege.Check(output, mount is not null, "overlayfs on the file system of the temporary directory")) return;

        Compare(mount!, new OverlayDirectoryOptions());
    }

    [Fact]
    public void Upper_OfMountWithUserXattr_GivesTheMountsTree()
    {
        Shell.Run(MakeLowers, _temp.Path);
        string? mount = Mount("unshare -Urm", "lowerdir=mid:base,upperdir=upper,workdir=work,userxattr");
        if (!Privilege.Check(output, mount is not null, "user namespaces that may mount overlayfs")) return;

        Compare(mount!, new OverlayDirectoryOptions { UserXattr = true });
    }

    [Fact]
    public void Upper_WithRedirectsAndMetacopies_AloneIsRefused_OverItsLowersGivesTheMountsTree()
    {
        if (!Privilege.Check(output, Privilege.IsRoot, "root, to mount")) return;
        Shell.Run(MakeLowers, _temp.Path);
        string? mount = Mount("unshare -m", "lowerdir=mid:base,upperdir=upper,workdir=work,redirect_dir=on,metacopy=on,index=off", MoreMoves);
        if (!Privilege.Check(output, mount is not null, "overlayfs with redirect_dir and metacopy")) return;

        Assert.Contains(_temp["upper/"], Assert.Throws<IOException>(() => OverlayDirectory.Open(_temp["upper"])).Message, StringComparison.Ordinal);
        Assert.Equal("/moved", Xattr.Get(_temp["upper/elsewhere/in"], "trusted.overlay.redirect"));
        Assert.NotNull(Xattr.Get(_temp["upper/keep/f"], "trusted.overlay.metacopy"));
        Compare(mount!, new OverlayDirectoryOptions());
    }

    /// <summary>What the mount holds after the changes; null where no such mount can be made.</summary>
    private string? Mount(string unshare, string options, string moreChanges = "")
    {
        string script = $"""
            {unshare} /bin/sh -e <<'INSIDE'
            mount -t overlay overlay -o {options} merged || exit 77
            {Changes}
            {moreChanges}
            {HostListing.Commands}
            INSIDE
            """;
        (int code, string listing, string errors) = Shell.TryRun(script, _temp.Path);
        if (code != 0) output.WriteLine(errors);
        Assert.True(code is 0 or 1 or 77, errors);
        return code == 0 ? listing : null;
    }

    private void Compare(string mount, OverlayDirectoryOptions options)
    {
        var fs = new UnionFileSystem(OverlayDirectory.OpenStack([_temp["base"], _temp["mid"], _temp["upper"]], options));
        Assert.Empty(HostExport.Export(fs, "/", _temp["out"]).Warnings);
        // Inside its user namespace the mount's owner is root, whoever that is outside.
        string owner = Shell.Run("echo \" $(id -u):$(id -g) \"").TrimEnd('\n');
        string[] found = [.. HostListing.Of(_temp["out"]).Select(line => line.Replace(owner, " 0:0 ", StringComparison.Ordinal))];
        Assert.Equal(string.Join("\n", HostListing.Format(mount)), string.Join("\n", found));
    }
}
