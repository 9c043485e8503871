namespace UnionFs.Oci.Tests.Transports;

public class ImageReferenceTests
{
    private const string Hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("oci:dir", ImageTransport.Oci, "dir", null)]
    [InlineData("oci:/a/b:v1", ImageTransport.Oci, "/a/b", "v1")]
    [InlineData("oci:dir:", ImageTransport.Oci, "dir", null)]
    [InlineData("oci:dir:host:5000/x:v1", ImageTransport.Oci, "dir", "host:5000/x:v1")]
    [InlineData("oci-archive:x.tar:latest", ImageTransport.OciArchive, "x.tar", "latest")]
    [InlineData("docker-archive:x.tar", ImageTransport.DockerArchive, "x.tar", null)]
    [InlineData("docker-archive:x.tar:busybox", ImageTransport.DockerArchive, "x.tar", "docker.io/library/busybox:latest")]
    [InlineData("docker-archive:x.tar:host:5000/a/b:1", ImageTransport.DockerArchive, "x.tar", "host:5000/a/b:1")]
    [InlineData("docker://busybox", ImageTransport.Docker, "docker.io", "latest")]
    [InlineData("docker://127.0.0.1:5000/a/b:v1", ImageTransport.Docker, "127.0.0.1:5000", "v1")]
    [InlineData("docker://localhost/a@" + Hash, ImageTransport.Docker, "localhost", Hash)]
    [InlineData("docker://[::1]:5000/a", ImageTransport.Docker, "[::1]:5000", "latest")]
    public void Parse_AsSkopeoWritesThem(string text, ImageTransport transport, string location, string? name)
    {
        ImageReference reference = ImageReference.Parse(text);
        Assert.Equal((transport, location, name, text), (reference.Transport, reference.Location, reference.Name, reference.ToString()));
    }

    [Theory]
    [InlineData("docker://busybox", "docker.io/library/busybox:latest")]
    [InlineData("docker://user/x:1", "docker.io/user/x:1")]
    [InlineData("docker://index.docker.io/user/x", "docker.io/user/x:latest")]
    [InlineData("docker://a.b/x_y/z--w:T", "a.b/x_y/z--w:T")]
    public void Parse_Registry_FillsInDefaults(string text, string full) => Assert.Equal(full, ImageReference.Parse(text).Image!.ToString());

    [Theory]
    [InlineData("busybox")]
    [InlineData("dir:x")]
    [InlineData("oci:")]
    [InlineData("oci::v1")]
    [InlineData("oci:dir:a b")]
    [InlineData("oci:dir:@x")]
    [InlineData("docker-archive:x.tar:UPPER")]
    [InlineData("docker-archive:x.tar:a@" + Hash)]
    [InlineData("docker://")]
    [InlineData("docker:busybox")]
    [InlineData("docker://host:5000/")]
    [InlineData("docker://host:5000/a:1@" + Hash)]
    [InlineData("docker://host:5000/a@sha256:12")]
    [InlineData("docker://host:5000/../a")]
    [InlineData("docker://host:5000/a//b")]
    [InlineData("docker://host:5000/a:.b")]
    [InlineData("docker://user@host.x/a")]
    [InlineData("docker://ho?st.x/a")]
    [InlineData("docker://h.x/a?b")]
    [InlineData("docker://h.x/a\n")]
    public void Parse_AnythingElse_RefusedByName(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => ImageReference.Parse(text));
        Assert.Contains('\'', error.Message);
        Assert.False(ImageReference.TryParse(text, out _));
    }
}
