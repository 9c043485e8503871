using UnionFs.Nodes;

namespace UnionFs.Tests.Live;

/// <summary>
/// The counters against a count from scratch: whatever inode number the layers did not have was made here, and whatever content or
/// attributes are not the layers' objects were written here.
/// </summary>
public class LimitAccountingTests
{
    private const int Steps = 60;
    private const int Lives = 400;

    [Fact]
    public void Usage_IsWhatACountFromScratchFinds_AndNothingLeaks()
    {
        int refused = 0;
        for (int seed = 1; seed <= Lives; seed++)
        {
            var random = new Random(seed);
            var limits = new FileSystemLimits
            {
                Bytes = random.Next(3) == 0 ? random.Next(60_000) : null,
                Inodes = random.Next(3) == 0 ? random.Next(6) : null,
                DirectoryEntries = random.Next(3) == 0 ? random.Next(1, 4) : null,
                FileBytes = random.Next(3) == 0 ? random.Next(3) : null,
            };
            using var life = new RandomLife(seed, ignoreCase: seed % 3 == 0, limits, forks: seed % 2 == 0);
            var layers = new LayerContents(life.FileSystem);
            FileSystemUsage before = Used(life.FileSystem);
            for (int step = 0; step < Steps; step++)
            {
                bool isRestore = life.Step();
                FileSystemUsage now = Used(life.FileSystem);
                Assert.True(layers.Count(life) == (now.UsedInodes, now.UsedBytes), $"seed {seed} step {step}: {layers.Count(life)}, told {now}\n{string.Join('\n', life.Log)}");
                if (!isRestore)
                {
                    Assert.True(now.UsedInodes <= Math.Max(before.UsedInodes, limits.Inodes ?? long.MaxValue), $"seed {seed}: {now}");
                    Assert.True(now.UsedBytes <= Math.Max(before.UsedBytes, limits.Bytes ?? long.MaxValue), $"seed {seed}: {now}");
                }
                before = now;
            }
            // Verbs 7 to 12 remove and rename: they make nothing, and work however full it is.
            Assert.DoesNotContain(life.Log, line => line.EndsWith("ENOSPC", StringComparison.Ordinal) && int.Parse(line.Split(' ')[1]) is >= 7 and <= 12);
            refused += life.Log.Count(line => line.EndsWith("ENOSPC", StringComparison.Ordinal) || line.EndsWith("EDQUOT", StringComparison.Ordinal));

            life.Dispose();
            Assert.Equal(FsError.None, life.FileSystem.Posix.ReadDirectory("/", out DirectoryListing? listing));
            foreach (DirectoryEntry entry in listing!) Assert.Equal(FsError.None, life.FileSystem.Posix.RemoveTree("/" + entry.Name));
            Assert.Equal((0, 0), (Used(life.FileSystem).UsedInodes, Used(life.FileSystem).UsedBytes));
        }
        Assert.True(refused > Lives / 4, $"{refused} refusals");
    }

    private static FileSystemUsage Used(FileSystem fs)
    {
        Assert.Equal(FsError.None, fs.Posix.StatFs("/", out FileSystemUsage usage));
        return usage;
    }

    /// <summary>What the layers had at first.</summary>
    private sealed class LayerContents
    {
        private readonly Dictionary<long, Node> _nodes = [];

        internal LayerContents(UnionFileSystem fs)
        {
            foreach (Node node in Nodes(fs)) _nodes[node.Ino] = node;
        }

        internal (long Inodes, long Bytes) Count(RandomLife life)
        {
            var nodes = new Dictionary<long, Node>();
            foreach (Node node in Nodes(life.FileSystem)) nodes[node.Ino] = node;
            foreach (FileHandle handle in life.Handles)
                if (!handle.IsClosed && handle.Host == life.FileSystem.Host && handle.Host.NamelessNode(handle.Inode) is { } nameless) nodes[nameless.Ino] = nameless;
            long inodes = 0, bytes = 0;
            foreach ((long ino, Node node) in nodes)
            {
                Node? first = _nodes.GetValueOrDefault(ino);
                if (first is null) inodes++;
                if (node is FileNode file && !ReferenceEquals((first as FileNode)?.Content, file.Content)) bytes += file.Content.AllocatedBytes;
                if (!ReferenceEquals(first?.Metadata.Xattrs, node.Metadata.Xattrs)) bytes += node.Metadata.Xattrs.Sum(xattr => xattr.Key.Length + xattr.Value.Length);
            }
            return (inodes, bytes);
        }

        private static IEnumerable<Node> Nodes(UnionFileSystem fs)
        {
            var open = new Stack<DirectoryNode>([fs.Host.Tree.Root]);
            while (open.TryPop(out DirectoryNode? directory))
            {
                yield return directory;
                foreach (Entry entry in directory.Entries.Ordered)
                {
                    if (entry.Node is DirectoryNode below) open.Push(below);
                    else yield return fs.Host.Tree.Resolve(entry.Node);
                }
            }
        }
    }
}
