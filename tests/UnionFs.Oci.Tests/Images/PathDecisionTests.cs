using Xunit.Abstractions;

namespace UnionFs.Oci.Tests.Images;

/// <summary>One file of an image: read from the top, as far as needed, and it is the file that the whole image shows.</summary>
public sealed class PathDecisionTests(ITestOutputHelper output) : IDisposable
{
    private const int Stacks = 3000;
    private const int LowersEach = 6;

    private static readonly string[] Names = ["a", "b", "c"];
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    /// <summary>Whatever a random upper stack is said to decide, no random lower stack changes.</summary>
    [Fact]
    public void Decided_NothingBelowChangesIt()
    {
        var random = new Random(20);
        int decided = 0, found = 0, changed = 0;
        for (int i = 0; i < Stacks; i++)
        {
            Layer[] upper = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomLayer(random))];
            Layer squashed = LayerStack.FromBottom(upper).Squash();
            string[] paths = [.. Enumerable.Range(0, 12).Select(_ => RandomPath(random))];
            Layer[][] lowers = [.. Enumerable.Range(0, LowersEach).Select(_ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomLayer(random)).ToArray())];
            foreach (string path in paths)
            {
                bool isDecided = PathDecision.IsMade(squashed, path);
                string alone = Read(LayerStack.FromBottom(upper), path);
                string[] united = [.. lowers.Select(lower => Read(LayerStack.FromBottom([.. lower, .. upper]), path))];
                if (!isDecided)
                {
                    changed += united.Count(answer => answer != alone);
                    continue;
                }
                decided++;
                if (!FsErrorNames.Contains(alone)) found++;
                Assert.All(united, answer => Assert.True(answer == alone, $"stack {i}, {path}: {alone} alone, {answer} over lower layers\n{string.Join('\n', upper.Select(Text))}"));
            }
        }
        output.WriteLine($"{decided} paths decided, {found} of them files; {changed} answers of undecided ones were others");
        Assert.True(decided > 5000 && found > 1000 && changed > 1000);
    }

    [Fact]
    public void ToStackFor_ReadsNoLayerBelow()
    {
        LayoutBuilder layout = Image(out OciImage image);
        using (image)
        {
            File.Delete(layout.PathOf(image.Layers[0].Descriptor.Digest));
            Assert.Equal("top", Read(For(image, "/app/here"), "/app/here"));
            Assert.Equal("ENOENT", Read(For(image, "/app/gone"), "/app/gone"));
            Assert.Equal(2, For(image, "/mid", "/app/here").Count);
            Assert.Single(For(image, "/app/here"));
            string message = Assert.Throws<OciException>(() => For(image, "/app/here", "/base")).Message;
            Assert.Contains($"{image.Layers[0].Descriptor.Digest}: the blob is missing", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ToStackFor_WhatItReads_IsVerified()
    {
        LayoutBuilder layout = Image(out OciImage image);
        using (image)
        {
            string top = layout.PathOf(image.Layers[2].Descriptor.Digest);
            byte[] bytes = File.ReadAllBytes(top);
            bytes[^1] ^= 1;
            File.WriteAllBytes(top, bytes);
            Assert.Contains(image.Layers[2].Descriptor.Digest.ToString(), Assert.Throws<OciException>(() => For(image, "/app/here")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ToStackFor_LayerThatNeedsWhatIsBelow_ReadsAll()
    {
        var layout = new LayoutBuilder(_temp["layout"]);
        // The directory of the second layer has no entry: what it is, the first tells.
        layout.Index(layout.Image([LayoutBuilder.Tar(("d/", ""), ("d/x", "1")), LayoutBuilder.Tar(("d/.wh.x", "")), LayoutBuilder.Tar(("e", "2"))]));
        using OciImage image = OciImage.Open(layout.Reference);
        Assert.Single(For(image, "/e"));
        Assert.Equal(3, For(image, "/d/x").Count);
        Assert.Equal("ENOENT", Read(For(image, "/d/x"), "/d/x"));
    }

    /// <summary>A file of another name than the path, which was not kept when its layer was unpacked, is there all the same.</summary>
    [Fact]
    public void ToStackFor_LinkToAnotherName_IsRead()
    {
        var layout = new LayoutBuilder(_temp["layout"]);
        layout.Index(layout.Image([LayoutBuilder.Tar(("lib/", ""), ("lib/real-1.2", "the bytes"))]));
        var builder = new LayerBuilder();
        builder.AddSymlink("/link", "lib/real-1.2");
        using OciImage image = OciImage.Open(layout.Reference);
        using OciImage linked = image.Append(builder.Build(), image.ToStack());
        LayerStack stack = For(linked, "/link");
        Assert.Equal(2, stack.Count);
        Assert.Equal("the bytes", Read(stack, "/link"));
    }

    private LayoutBuilder Image(out OciImage image)
    {
        var layout = new LayoutBuilder(_temp["layout"]);
        layout.Index(layout.Image([
            LayoutBuilder.Tar(("base", "1"), ("app/", ""), ("app/gone", "1")),
            LayoutBuilder.Tar(("mid", "2")),
            LayoutBuilder.Tar(("app/", ""), ("app/.wh.gone", ""), ("app/here", "top"))]));
        image = OciImage.Open(layout.Reference);
        return layout;
    }

    private static LayerStack For(OciImage image, params string[] paths) => image.ToStackForAsync(paths).GetAwaiter().GetResult();

    private static readonly HashSet<string> FsErrorNames = [.. Enum.GetNames<FsError>()];

    /// <summary>A file's bytes, or the error's name.</summary>
    private static string Read(LayerStack stack, string path)
    {
        FsError error = new Snapshot(stack).Posix.ReadContent(path, out Content content);
        if (error != FsError.None) return error.ToString();
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    private static string Text(Layer layer) => string.Join(' ', layer.Entries().Select(entry => $"{entry.Path}:{entry.Kind}{(entry.IsOpaque ? "!" : "")}{entry.LinkTarget}"));

    private static string RandomPath(Random random)
    {
        string path = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => "/" + (random.Next(8) == 0 ? ".." : random.Next(15) == 0 ? "." : Name(random))));
        return random.Next(12) == 0 ? path + "/" : random.Next(60) == 0 ? path + "/" + new string('n', 300) : path;
    }

    private static Layer RandomLayer(Random random)
    {
        var builder = new LayerBuilder();
        for (int i = random.Next(1, 7); i > 0; i--)
        {
            string path = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "/" + Name(random)));
            try
            {
                switch (random.Next(8))
                {
                    case 0: builder.AddWhiteout(path); break;
                    case 1: builder.AddDirectory(path, opaque: true); break;
                    case 2: builder.AddDirectory(path); break;
                    case 3: builder.AddSymlink(path, (random.Next(3) switch { 0 => "/", 1 => "../", _ => "" }) + Name(random)); break;
                    default: builder.AddFile(path, $"{random.Next(1_000_000)}"); break;
                }
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException or IOException)
            {
                // What is there already is of another kind.
            }
        }
        return builder.Build();
    }

    private static string Name(Random random) => Names[random.Next(Names.Length)];
}
