using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace UnionFs.Oci.Tests;

/// <summary>Writes OCI layouts by hand, right ones and wrong ones: every byte is the test's.</summary>
internal sealed class LayoutBuilder
{
    private readonly string _directory;

    internal LayoutBuilder(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(Path.Combine(directory, "blobs", "sha256"));
        Write("oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
    }

    internal string Reference => "oci:" + _directory;

    internal LayoutBuilder Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(_directory, name), text);
        return this;
    }

    /// <summary>Adds a blob and gives its descriptor as JSON, with more fields if wanted (`"platform":{...}`).</summary>
    internal string Blob(string mediaType, byte[] bytes, string more = "")
    {
        Digest digest = Digest.Of(bytes);
        File.WriteAllBytes(PathOf(digest), bytes);
        return $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":{{bytes.Length}}{{(more.Length > 0 ? "," + more : "")}}}""";
    }

    internal string Blob(string mediaType, string text, string more = "") => Blob(mediaType, Encoding.UTF8.GetBytes(text), more);

    internal string PathOf(Digest digest) => Path.Combine(_directory, "blobs", "sha256", digest.Encoded);

    /// <summary>An image of these layers (plain tars), as a descriptor of its manifest.</summary>
    internal string Image(IEnumerable<byte[]> layers, string more = "", string arch = "amd64", string history = "", bool gzip = true)
    {
        byte[][] tars = [.. layers];
        string config = Blob(MediaTypes.OciConfig, Config(tars, arch, history));
        string blobs = string.Join(',', tars.Select(tar => gzip ? Blob(MediaTypes.OciLayerGzip, Gzip(tar)) : Blob(MediaTypes.OciLayer, tar)));
        return Blob(MediaTypes.OciManifest, Manifest(config, blobs), more);
    }

    internal static string Config(IEnumerable<byte[]> tars, string arch = "amd64", string history = "") =>
        $$"""{"architecture":"{{arch}}","os":"linux","config":{"Cmd":["/x"]},"rootfs":{"type":"layers","diff_ids":[{{string.Join(',', tars.Select(tar => $"\"{Digest.Of(tar)}\""))}}]}{{(history.Length > 0 ? $",\"history\":[{history}]" : "")}}}""";

    internal static string Manifest(string config, string layers) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{{config}},"layers":[{{layers}}]}""";

    internal LayoutBuilder Index(params string[] descriptors) => Write("index.json", $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', descriptors)}}]}""");

    internal static string Named(string name) => $$"""
        "annotations":{"org.opencontainers.image.ref.name":"{{name}}"}
        """;

    /// <summary>A plain tar of files by path; a name that ends with `/` is a directory.</summary>
    internal static byte[] Tar(params (string Path, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach ((string path, string text) in files)
            {
                bool isDirectory = path.EndsWith('/');
                var entry = new UstarTarEntry(isDirectory ? TarEntryType.Directory : TarEntryType.RegularFile, path)
                {
                    Mode = isDirectory ? (UnixFileMode)0x1ED : (UnixFileMode)0x1A4,
                    ModificationTime = DateTimeOffset.UnixEpoch.AddSeconds(1),
                };
                if (!isDirectory) entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
                writer.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return stream.ToArray();
    }

    internal static byte[] Gunzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) gzip.CopyTo(stream);
        return stream.ToArray();
    }
}
