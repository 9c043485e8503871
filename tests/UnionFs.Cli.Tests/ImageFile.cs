using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace UnionFs.Cli.Tests;

/// <summary>Writes images of one layer, as `docker save` once did.</summary>
internal static class ImageFile
{
    internal static void Write(string file, string tag, string command, params (string Path, string Text)[] files)
    {
        byte[] layer = Tar(files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text))));
        string config = $$$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:{{{Convert.ToHexStringLower(SHA256.HashData(layer))}}}"]},"history":[{"created_by":"{{{command}}}"}]}""";
        string manifest = $$"""[{"Config":"config.json","RepoTags":["{{tag}}"],"Layers":["layer.tar"]}]""";
        File.WriteAllBytes(file, Tar([("layer.tar", layer), ("config.json", Encoding.UTF8.GetBytes(config)), ("manifest.json", Encoding.UTF8.GetBytes(manifest))]));
    }

    private static byte[] Tar(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach ((string path, byte[] bytes) in files)
            {
                var entry = new UstarTarEntry(path.EndsWith('/') ? TarEntryType.Directory : TarEntryType.RegularFile, path) { ModificationTime = DateTimeOffset.UnixEpoch };
                if (entry.EntryType == TarEntryType.RegularFile) entry.DataStream = new MemoryStream(bytes);
                writer.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }
}
