using System.Formats.Tar;
using System.Globalization;
using System.IO.Abstractions;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using UnionFs.Oci;
using UnionFs.Packs;
using UnionFs.SystemIO;
using UnionFs.Tests.Architecture;
using UnionFs.Tests.Shared;
using Xunit.Abstractions;

namespace UnionFs.Tests.Readme;

/// <summary>The README's code, compiled and run. A block there that no test has word for word fails.</summary>
public partial class ReadmeTests(ITestOutputHelper console)
{
    private readonly Lines output = new(console.WriteLine);

    [Fact]
    public void TenLines_Print_WhatTheReadmeSays()
    {
        Layer assets = new LayerBuilder("assets").AddFile("/data/map.txt", "forest").AddFile("/data/old.txt", "unused").Build();
        var fs = new UnionFileSystem(assets);
        fs.File.WriteAllText("/data/map.txt", "castle");
        fs.File.Delete("/data/old.txt");
        Snapshot saved = fs.Snapshot();
        fs.Directory.Delete("/data", recursive: true);
        fs.Restore(saved);
        foreach (Change change in fs.GetChanges()) output.WriteLine(change);
        var again = new UnionFileSystem(LayerStack.FromBottom(assets, fs.Diff()));
        output.WriteLine(again.File.ReadAllText("/data/map.txt"));

        Assert.Equal(Blocks("text")[0], output.Text);
    }

    [Fact]
    public void Mods_Recipe_Works()
    {
        LayerStack game = LayerStack.FromBottom(
            new LayerBuilder("game").AddFile("/textures/wall.png", "grey").AddFile("/maps/one.map", "1").Build(),
            new LayerBuilder("hd-pack").AddFile("/textures/wall.png", "sharp").Build(),
            new LayerBuilder("extra-maps").AddFile("/two.map", "2").Build().MountedAt("/maps"));
        var union = new Snapshot(game);
        ProvenanceEntry winner = union.Which("/textures/wall.png").Winner!;
        output.WriteLine($"{winner.Layer} wins: {union.File.ReadAllText("/textures/wall.png")}");
        var without = new Snapshot(game.RemoveAt(1)); // unload the pack: the state before is back, nothing is reloaded
        output.WriteLine(without.File.ReadAllText("/textures/wall.png"));

        Assert.Equal("hd-pack wins: sharp\ngrey\n", output.Text);
        Assert.Equal(["one.map", "two.map"], union.Directory.List("/maps").Select(entry => entry.Name));
    }

    [Fact]
    public void PacksWrittenOnWindows_Recipe_Works()
    {
        LayerStack packs = LayerStack.FromBottom(
            new LayerBuilder("game").AddFile("/Data/Maps/one.map", "1").Build(),
            new LayerBuilder("mod").AddFile("/data/maps/ONE.MAP", "2").AddFile("/Readme.txt", "a").AddFile("/README.TXT", "b").Build());
        var play = new UnionFileSystem(packs.WithNames(NameComparison.IgnoreCase));
        output.WriteLine(play.File.ReadAllText("/DATA/maps/One.map"));
        play.Posix.RealPath("/DATA/maps/One.map", out string spelled);
        output.WriteLine(spelled);
        foreach (NameCollision collision in packs.FindCollisions()) output.WriteLine($"{collision.Kind} {collision}");

        Assert.Equal("2\n/Data/Maps/ONE.MAP\n"
            + "WithinLayer /: /README.TXT (mod), /Readme.txt (mod)\n"
            + "AcrossLayers /: /data (mod), /Data (game)\n"
            + "AcrossLayers /data: /data/maps (mod), /Data/Maps (game)\n"
            + "AcrossLayers /data/maps: /data/maps/ONE.MAP (mod), /Data/Maps/one.map (game)\n", output.Text);
    }

    [Fact]
    public void LoadOrder_Recipe_Works()
    {
        string mods = System.IO.Directory.CreateTempSubdirectory("unionfs-readme-").FullName;
        try
        {
            Zip("base.pk3", ("textures/Wall.png", "grey"), ("textures/old/a.png", "old"));
            Zip("sky.zip", ("data/WALL.png", "sharp"));
            System.IO.Directory.CreateDirectory($"{mods}/loose/textures");
            System.IO.File.WriteAllText($"{mods}/loose/textures/wall.png", "mine");
            Recipe();
        }
        finally
        {
            System.IO.Directory.Delete(mods, recursive: true);
        }
        Assert.Equal("sharp\nmine\n/textures/WALL.png: sky.zip over loose, base.pk3\n/textures/old: sky.zip hides base.pk3\n/textures/WALL.png of sky.zip, spelled otherwise\n", output.Text);

        void Recipe()
        {
            PackSet packs = PackSet.Open([$"{mods}/base.pk3", $"{mods}/sky.zip", $"{mods}/loose"])
                .WithNames(NameComparison.IgnoreCase)
                .Change("sky.zip", sky => sky with { Root = "/data", Mount = "/textures", After = ["loose"], Hides = ["textures/old/**"] });
            var game = new PackMount(packs); // game.Files is a live file system: what the game writes stays on top of all packs
            output.WriteLine(game.Files.File.ReadAllText("/textures/wall.png"));
            game.Update(now => now.Disable("sky.zip")); // O(packs), and open files go on reading what they opened
            output.WriteLine(game.Files.File.ReadAllText("/textures/wall.png"));
            foreach (Conflict conflict in ConflictReport.Of(packs).Conflicts) output.WriteLine(conflict);
            PackReference wall = packs.Resolve(@"Textures\Wall.png")!; // what a reference in wrong case leads to
            output.WriteLine($"{wall.Path} of {wall.Pack}, {(wall.IsExact ? "as written" : "spelled otherwise")}");
        }

        void Zip(string name, params (string Name, string Text)[] entries)
        {
            using ZipArchive zip = ZipFile.Open($"{mods}/{name}", ZipArchiveMode.Create);
            foreach ((string entry, string text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
                writer.Write(text);
            }
        }
    }

    [Fact]
    public void SystemIoUnderTest_Recipe_Works()
    {
        var files = new UnionFileSystemIO(); // an IFileSystem: empty but for /tmp, and /data, where relative paths start
        files.File.WriteAllText("orders.csv", "3\n4\n");
        Snapshot before = files.Files.Snapshot(); // the live file system behind it: fork it, watch it, diff it
        new Report(files).Sum("orders.csv", "out/sum.txt"); // in production new Report(new FileSystem())
        Assert.Equal("7", files.File.ReadAllText("out/sum.txt"));
        Assert.Equal(["/data/out", "/data/out/sum.txt"], files.Files.Snapshot().GetChangesFrom(before).Select(change => change.Path));
        Assert.Throws<DirectoryNotFoundException>(() => new Report(files).Sum("no/orders.csv", "out/sum.txt")); // as System.IO, to the message
    }

    /// <summary>A service that takes its files through System.IO.Abstractions.</summary>
    private sealed class Report(IFileSystem files)
    {
        internal void Sum(string from, string to)
        {
            int sum = files.File.ReadLines(from).Sum(line => int.Parse(line, CultureInfo.InvariantCulture));
            files.Directory.CreateDirectory(files.Path.GetDirectoryName(to)!);
            files.File.WriteAllText(to, sum.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Watch_Recipe_Works()
    {
        var site = new UnionFileSystem(new LayerBuilder("site").AddFile("/posts/one.md", "1").Build());
        using ChangeFeed feed = site.Watch("/posts");
        Snapshot published = site.Snapshot();
        site.File.AppendAllText("/posts/one.md", "!");
        site.File.Move("/posts/one.md", "/posts/first.md");
        site.Restore(published);
        while (feed.TryRead(out FileChange change)) output.WriteLine(change); // or await foreach (... feed.ReadAllAsync())
        Assert.Equal(
            "changed    /posts/one.md\nrenamed    /posts/one.md -> /posts/first.md\nrenamed    /posts/first.md -> /posts/one.md\nchanged    /posts/one.md\n",
            output.Text);
    }

    [Fact]
    public void Guest_Recipe_Works()
    {
        var host = new UnionFileSystem(new LayerBuilder("base").AddFile("/etc/passwd", "root").AddDirectory("/data").Build());
        host.Posix.Chown("/data", 1000, 1000);
        FileSystem guest = host.As(new Identity(uid: 1000, gid: 1000));
        guest.Posix.Open("/data", OpenFlags.O_DIRECTORY, out FileHandle? work);
        host.Posix.Rename("/data", "/elsewhere"); // the handle goes along
        output.WriteLine(guest.Posix.Mkdir(work!.At("out"))); // mkdirat: None
        output.WriteLine(guest.Posix.Unlink("/etc/passwd")); // EACCES
        host.Limits = new FileSystemLimits { Bytes = 64 << 20, Inodes = 1 };
        output.WriteLine(guest.Posix.Mkdir(work.At("more"))); // ENOSPC
        Assert.Equal("None\nEACCES\nENOSPC\n", output.Text);
        Assert.Equal(1000u, host.File.GetStat("/elsewhere/out").Uid);
    }

    [Fact]
    public void Script_Recipe_Works()
    {
        var workspace = new UnionFileSystem(new LayerBuilder("workspace").AddFile("/src/main.c", "int main;").Build());
        Snapshot before = workspace.Snapshot();
        try
        {
            workspace.Update(batch =>
            {
                batch.Directory.Delete("/src", recursive: true);
                throw new InvalidOperationException("the agent changed its mind");
            });
        }
        catch (InvalidOperationException)
        {
            Assert.True(workspace.File.Exists("/src/main.c"));
        }
        workspace.File.WriteAllText("/src/main.c", "int main(void) { return 0; }");
        workspace.Commit("agent edit"); // the difference is the new top layer
        workspace.Restore(before); // or it never happened

        Assert.Equal("int main;", workspace.File.ReadAllText("/src/main.c"));
        Assert.Single(workspace.Layers);
    }

    [Fact]
    public void ContainerImage_Recipe_Works()
    {
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("unionfs-readme-");
        string reference = "docker-archive:" + Path.Combine(temporary.FullName, "app.tar"), destination = $"oci:{Path.Combine(temporary.FullName, "out")}:v2";
        WriteImage(Path.Combine(temporary.FullName, "app.tar"));

        using OciImage image = OciImage.Open(reference); // "docker-archive:app.tar", "oci:dir:v1", "docker://registry:5000/app:v1"
        LayerStack layers = image.ToStack(); // every blob and every uncompressed layer held against its digest
        var container = new UnionFileSystem(layers);
        container.File.WriteAllText("/etc/motd", "patched");
        output.WriteLine(container.Which("/etc/issue").Winner!.Layer!); // the digest of the layer, and the command that made it
        using OciImage patched = image.Append(container.Diff(), layers, new AppendOptions { CreatedBy = "patch motd" });
        patched.CopyTo(destination); // any of the same places

        Assert.Equal($"{image.Layers[0].Descriptor.Digest} RUN make\n", output.Text);
        using OciImage read = OciImage.Open(destination);
        Assert.Equal("patched", new Snapshot(read.ToStack()).File.ReadAllText("/etc/motd"));
        temporary.Delete(recursive: true);
    }

    /// <summary>As `docker save` does, one layer with one file.</summary>
    private static void WriteImage(string path)
    {
        byte[] layer = Tar(("etc/issue", "hello"u8.ToArray()));
        string diffId = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(layer));
        string config = $$"""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["{{diffId}}"]},"history":[{"created_by":"RUN make"}]}""";
        File.WriteAllBytes(path, Tar(("layer.tar", layer), ("config.json", Encoding.UTF8.GetBytes(config)),
            ("manifest.json", """[{"Config":"config.json","RepoTags":["app:v1"],"Layers":["layer.tar"]}]"""u8.ToArray())));
    }

    private static byte[] Tar(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
            foreach ((string name, byte[] bytes) in files) writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        return stream.ToArray();
    }

    [Fact]
    public void EveryCodeBlock_OfTheReadme_IsInATestThatRunsIt()
    {
        // Recipes that need an adapter are in the folder Readme of the adapter's tests.
        string tests = string.Concat(Repository.Sources("tests").Where(source => source.Path.Contains("/Readme/", StringComparison.Ordinal)).Select(source => Unindented(source.Text)));
        string[] blocks = Blocks("csharp");
        Assert.True(blocks.Length >= 4);
        Assert.All(blocks, block => Assert.Contains(Unindented(block), tests, StringComparison.Ordinal));
    }

    private static string[] Blocks(string language) =>
        [.. CodeBlock().Matches(File.ReadAllText(Repository.PathTo("README.md"))).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
