using System.Net;

namespace UnionFs.Oci.Tests.Registry;

/// <summary>Uploads to a server that is as particular as the specification lets it be.</summary>
public sealed class UploadTests
{
    private readonly byte[] _bytes = new byte[2500];
    private readonly List<byte> _received = [];
    private readonly List<string> _ranges = [];
    private int _state;
    private int _refusals;
    private bool _isComplete;

    public UploadTests() => new Random(1).NextBytes(_bytes);

    [Fact]
    public async Task Pieces_AsLongAsTheServerWants_AlwaysToTheNewestAddress()
    {
        await PushAsync(chunk: 10);
        Assert.Equal(["0-999", "1000-1999", "2000-2499"], _ranges);
        Assert.Equal(_bytes, _received);
    }

    [Fact]
    public async Task Piece_OutOfRange_GoesOnWhereTheServerIs()
    {
        _refusals = 1;
        await PushAsync(chunk: 10);
        // The second piece was refused, with half of it kept.
        Assert.Equal(["0-999", "1000-1999", "1500-2499"], _ranges);
        Assert.Equal(_bytes, _received);
    }

    [Fact]
    public async Task Server_ThatRefusesForEver_EndsTheUpload()
    {
        _refusals = int.MaxValue;
        RegistryException error = await Assert.ThrowsAsync<RegistryException>(() => PushAsync(chunk: 10));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, error.Status);
    }

    private async Task PushAsync(int chunk)
    {
        using var server = new StubServer(Answer);
        var options = new RegistryOptions { ChunkBytes = chunk, MaxAttempts = 3, Clock = new HurriedClock(), Credentials = (_, _) => Task.FromResult<RegistryCredential?>(null) };
        using var client = new RegistryClient(server.Host, options);
        var descriptor = new Descriptor(MediaTypes.OciLayer, Digest.Of(_bytes), _bytes.Length);
        using var source = new LayeredBlobs(new NoBlobs(), new Dictionary<Digest, Content> { [descriptor.Digest] = Content.From(_bytes) });
        await new BlobUpload(client, "x", options).PushAsync(descriptor, source, null, null, default);
        Assert.True(_isComplete);
    }

    private void Answer(HttpListenerContext context)
    {
        HttpListenerRequest request = context.Request;
        string location = $"/elsewhere/1?_state={_state}";
        switch (request.HttpMethod)
        {
            case "HEAD":
                StubServer.Reply(context, _isComplete ? 200 : 404);
                return;
            case "POST":
                StubServer.Reply(context, 202, "", ("Location", location), ("OCI-Chunk-Min-Length", "1000"));
                return;
            case "GET" when request.RawUrl == "/v2/":
                StubServer.Reply(context, 200);
                return;
            case "GET":
                StubServer.Reply(context, 204, "", ("Location", location), ("Range", $"0-{_received.Count - 1}"));
                return;
        }
        // An old address is an unknown upload.
        if (!request.RawUrl!.StartsWith(location, StringComparison.Ordinal))
        {
            StubServer.Reply(context, 404);
            return;
        }
        using var body = new MemoryStream();
        request.InputStream.CopyTo(body);
        _ranges.Add(request.Headers["Content-Range"]!);
        _state++;
        if (_received.Count > 0 && _refusals > 0)
        {
            _refusals--;
            _received.AddRange(body.ToArray().AsSpan(0, _received.Count == 1000 ? 500 : 0));
            StubServer.Reply(context, 416);
            return;
        }
        _received.AddRange(body.ToArray());
        _isComplete = request.HttpMethod == "PUT" && request.QueryString["digest"] == Digest.Of(_received.ToArray()).ToString();
        StubServer.Reply(context, request.HttpMethod == "PATCH" ? 202 : _isComplete ? 201 : 400, "", ("Location", $"/elsewhere/1?_state={_state}"));
    }

    private sealed class NoBlobs : IBlobSource
    {
        public string Name => "nothing";

        public Task<Blob?> FindAsync(Descriptor descriptor, IProgress<long>? progress, CancellationToken cancellationToken) => Task.FromResult<Blob?>(null);

        public void Dispose() { }
    }
}
