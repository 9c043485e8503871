using System.Net;
using Xunit.Abstractions;

namespace UnionFs.Oci.Tests.Registry;

/// <summary>Against Debian's docker-registry, and with skopeo as the other client.</summary>
public sealed class RealRegistryTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Push_ThenPull_SameBytes_AlsoForSkopeo()
    {
        if (!Tools.Have(output, "docker-registry", "skopeo")) return;
        using var server = new RegistryServer();
        using OciImage image = Image(layers: 5);
        image.CopyTo($"docker://{server.Host}/a/b:v1");
        using OciImage pulled = OciImage.Open($"docker://{server.Host}/a/b:v1");
        Assert.Equal(image.Descriptor.Digest, pulled.Descriptor.Digest);
        pulled.CopyTo("oci:" + _temp["pulled"] + ":v1");
        Assert.Equal(Shell.Run("cd layout/blobs/sha256; ls", _temp.Path), Shell.Run("cd pulled/blobs/sha256; ls", _temp.Path));
        Shell.Run($"skopeo copy -q --src-tls-verify=false docker://{server.Host}/a/b:v1 dir:skopeo", _temp.Path);
        Assert.Equal(image.Manifest.Bytes.ToArray(), File.ReadAllBytes(_temp["skopeo/manifest.json"]));
        using OciImage byDigest = OciImage.Open($"docker://{server.Host}/a/b@{image.Descriptor.Digest}");
        Assert.Equal(image.Id, byDigest.Id);
    }

    [Fact]
    public void Pull_WhatSkopeoPushed_InDockersTypes()
    {
        if (!Tools.Have(output, "docker-registry", "skopeo")) return;
        using var server = new RegistryServer();
        using OciImage image = Image(layers: 2);
        Shell.Run($"skopeo copy -q --format v2s2 --dest-tls-verify=false oci:layout docker://{server.Host}/x:1", _temp.Path);
        using OciImage pulled = OciImage.Open($"docker://{server.Host}/x:1");
        Assert.Equal(MediaTypes.DockerManifest, pulled.Manifest.MediaType);
        Assert.Equal(image.Layers.Select(layer => layer.DiffId), pulled.Layers.Select(layer => layer.DiffId));
        // The same blobs under the OCI's names: umoci takes nothing else.
        pulled.CopyTo("oci:" + _temp["converted"] + ":v1");
        using OciImage converted = OciImage.Open("oci:" + _temp["converted"] + ":v1");
        Assert.Equal(MediaTypes.OciManifest, converted.Manifest.MediaType);
        Assert.Equal(pulled.Manifest.Layers.Select(layer => layer.Digest), converted.Manifest.Layers.Select(layer => layer.Digest));
        if (Tools.Have(output, "umoci")) Shell.Run("umoci unpack --rootless --image converted:v1 bundle && test -f bundle/rootfs/f1", _temp.Path);
    }

    [Fact]
    public void Push_Again_UploadsNothing_AndMountsFromAnotherRepository()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var server = new RegistryServer();
        using OciImage image = Image(layers: 3);
        var first = new Total();
        image.CopyTo($"docker://{server.Host}/first:v1", new OciOptions { Progress = first });
        Assert.Equal(image.Manifest.Layers.Sum(layer => layer.Size) + image.Manifest.Config.Size, first.Value);
        var sent = new Total();
        image.CopyTo($"docker://{server.Host}/first:v2", new OciOptions { Progress = sent });
        Assert.Equal(0, sent.Value);

        using OciImage pulled = OciImage.Open($"docker://{server.Host}/first:v2", new OciOptions { Progress = sent });
        long forConfig = sent.Value;
        pulled.CopyTo($"docker://{server.Host}/second:v1");
        // Mounted: not a byte of a layer went through this machine.
        Assert.Equal(forConfig, sent.Value);
        using OciImage second = OciImage.Open($"docker://{server.Host}/second:v1");
        Assert.Equal(image.Descriptor.Digest, second.Descriptor.Digest);
    }

    [Theory]
    [InlineData(1 << 20)] // in pieces
    [InlineData(64 << 20)] // in one
    public void Push_CutConnections_GoesOn(int chunk)
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var server = new RegistryServer();
        using var proxy = new CuttingProxy(server.Port, cuts: 3, afterBytes: 1_500_000, uploads: true);
        using OciImage image = Image(layers: 1, bytes: 6_000_000);
        var clock = new HurriedClock();
        image.CopyTo($"docker://{proxy.Host}/cut:v1", new OciOptions { Registry = new RegistryOptions { ChunkBytes = chunk, Clock = clock } });
        Assert.Equal(0, proxy.CutsLeft);
        Assert.NotEmpty(clock.Waits);
        using OciImage pulled = OciImage.Open($"docker://{server.Host}/cut:v1");
        pulled.CopyTo("oci:" + _temp["pulled"]);
        Assert.Equal(image.Descriptor.Digest, pulled.Descriptor.Digest);
    }

    [Fact]
    public void Pull_CutConnections_ResumesWhereItWasCut()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var server = new RegistryServer();
        using OciImage image = Image(layers: 1, bytes: 6_000_000);
        image.CopyTo($"docker://{server.Host}/cut:v1");
        using var proxy = new CuttingProxy(server.Port, cuts: 3, afterBytes: 1_500_000, uploads: false);
        var received = new Total();
        using OciImage pulled = OciImage.Open($"docker://{proxy.Host}/cut:v1", new OciOptions { Progress = received, Registry = new RegistryOptions { Clock = new HurriedClock() } });
        pulled.CopyTo("oci:" + _temp["pulled"]);
        Assert.Equal(0, proxy.CutsLeft);
        // Each byte once: nothing that had arrived was asked for again.
        Assert.Equal(image.Manifest.Layers[0].Size, received.Value);
    }

    [Fact]
    public void Pull_GivenUp_ContinuedByTheNextProcess()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var server = new RegistryServer();
        using OciImage image = Image(layers: 1, bytes: 6_000_000);
        image.CopyTo($"docker://{server.Host}/cut:v1");
        string cache = _temp["cache"];
        using (var proxy = new CuttingProxy(server.Port, cuts: 1, afterBytes: 3_000_000, uploads: false, resets: false))
        {
            var once = new OciOptions { CacheDirectory = cache, Registry = new RegistryOptions { MaxAttempts = 1 } };
            using OciImage first = OciImage.Open($"docker://{proxy.Host}/cut:v1", once);
            Assert.Contains("broke off", Assert.Throws<RegistryException>(() => first.CopyTo("oci:" + _temp["no"])).Message, StringComparison.Ordinal);
            Assert.False(File.Exists(_temp["no/index.json"]));
        }
        long kept = new FileInfo(Path.Combine(cache, "partial", "sha256-" + image.Manifest.Layers[0].Digest.Encoded)).Length;
        Assert.InRange(kept, 1, 3_000_000);
        var received = new Total();
        using OciImage second = OciImage.Open($"docker://{server.Host}/cut:v1", new OciOptions { CacheDirectory = cache, Progress = received });
        second.CopyTo("oci:" + _temp["pulled"]);
        Assert.Equal(image.Manifest.Layers[0].Size - kept, received.Value);

        // And the next pull is free.
        var free = new Total();
        using OciImage third = OciImage.Open($"docker://{server.Host}/cut:v1", new OciOptions { CacheDirectory = cache, Progress = free });
        third.CopyTo("oci:" + _temp["again"]);
        Assert.Equal(0, free.Value);
        // What was damaged on the disk is fetched once more.
        string file = Path.Combine(cache, "blobs", "sha256", image.Manifest.Layers[0].Digest.Encoded);
        File.WriteAllBytes(file, new byte[image.Manifest.Layers[0].Size]);
        third.CopyTo("oci:" + _temp["repaired"]);
        Assert.Equal(image.Manifest.Layers[0].Size, free.Value);
    }

    [Fact]
    public void Push_BlobOfAnotherDigest_RefusedBeforeAndByTheRegistry()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var server = new RegistryServer();
        using OciImage image = Image(layers: 1);
        Descriptor layer = image.Manifest.Layers[0];
        string file = _temp["layout/blobs/sha256/" + layer.Digest.Encoded];
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains(layer.Digest.ToString(), Assert.Throws<OciException>(() => image.CopyTo($"docker://{server.Host}/bad:v1")).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, Assert.Throws<RegistryException>(() => OciImage.Open($"docker://{server.Host}/bad:v1")).Status);

        // Even if nobody looked here, the registry would.
        var blob = new LayeredBlobs(image.Blobs, new Dictionary<Digest, Content> { [layer.Digest] = Content.From(bytes) });
        using var client = new RegistryClient(server.Host, new RegistryOptions());
        var upload = new BlobUpload(client, "bad", new RegistryOptions { MaxAttempts = 2, Clock = new HurriedClock() });
        RegistryException error = Assert.Throws<RegistryException>(() => upload.PushAsync(layer, blob, null, null, default).GetAwaiter().GetResult());
        Assert.Contains("DIGEST_INVALID", error.Codes);
    }

    [Fact]
    public void Pull_WhatIsNotThere_SaysSo()
    {
        if (!Tools.Have(output, "docker-registry")) return;
        using var server = new RegistryServer();
        RegistryException error = Assert.Throws<RegistryException>(() => OciImage.Open($"docker://{server.Host}/none:v1"));
        Assert.Equal(HttpStatusCode.NotFound, error.Status);
        Assert.Contains("none:v1", error.Message, StringComparison.Ordinal);
    }

    private OciImage Image(int layers, int bytes = 1000)
    {
        var layout = new LayoutBuilder(_temp["layout"]);
        var random = new Random(7);
        layout.Index(layout.Image(Enumerable.Range(0, layers).Select(i =>
        {
            var text = new byte[bytes];
            random.NextBytes(text);
            return LayoutBuilder.Tar(($"f{i}", Convert.ToBase64String(text)));
        })));
        return OciImage.Open(layout.Reference);
    }

    private sealed class Total : IProgress<long>
    {
        private long _value;

        internal long Value => Interlocked.Read(ref _value);

        public void Report(long value) => Interlocked.Exchange(ref _value, Math.Max(value, Interlocked.Read(ref _value)));
    }
}
