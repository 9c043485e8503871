using Microsoft.Extensions.Time.Testing;

namespace UnionFs.Tests.Faults;

/// <summary>Reads that an interceptor holds up, by the file system's own clock: nobody sleeps here.</summary>
public class SlowReadTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Recorder _recorder = new() { Delay = TimeSpan.FromMinutes(1) };
    private readonly UnionFileSystem _fs;

    public SlowReadTests()
    {
        _fs = new UnionFileSystem(new LayerBuilder().AddFile("/file", "text").Build(), _clock);
    }

    public static TheoryData<string> Members => [.. Reads.Keys.Order(StringComparer.Ordinal)];

    private static readonly Dictionary<string, Func<UnionFileSystem, CancellationToken, Task<string>>> Reads = new()
    {
        ["ReadAllText"] = (fs, token) => fs.File.ReadAllTextAsync("/file", token),
        ["ReadAllLines"] = async (fs, token) => string.Concat(await fs.File.ReadAllLinesAsync("/file", token)),
        ["ReadAllBytes"] = async (fs, token) => System.Text.Encoding.UTF8.GetString(await fs.File.ReadAllBytesAsync("/file", token)),
        ["ReadLines"] = async (fs, token) =>
        {
            await foreach (string line in fs.File.ReadLinesAsync("/file", token)) return line;
            return "";
        },
        ["Stream.Read"] = async (fs, token) =>
        {
            using FileSystemStream stream = fs.File.OpenRead("/file");
            var bytes = new byte[4];
            return System.Text.Encoding.UTF8.GetString(bytes, 0, await stream.ReadAsync(bytes, token));
        },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public async Task AsynchronousRead_WaitsWithoutAThread_AndReadsWhatIsThereThen(string member)
    {
        _fs.Interceptor = _recorder;
        Task<string> read = Reads[member](_fs, default);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(read.IsCompleted);
        _fs.File.WriteAllText("/file", "late"); // writers do not wait for a slow reader
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("late", await read);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task AsynchronousRead_Cancelled_EndsAtOnce(string member)
    {
        _fs.Interceptor = _recorder;
        using var source = new CancellationTokenSource();
        Task<string> read = Reads[member](_fs, source.Token);
        Assert.False(read.IsCompleted);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task CopyTo_WaitsBeforeEachWindow()
    {
        using FileSystemStream stream = _fs.File.OpenRead("/file");
        _fs.Interceptor = _recorder;
        var copy = new MemoryStream();
        Task copying = stream.CopyToAsync(copy);
        _clock.Advance(TimeSpan.FromMinutes(1));
        // The continuation may run elsewhere; the second wait is for the end of the file.
        while (!copying.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
        await copying;
        Assert.Equal("text"u8.ToArray(), copy.ToArray());
        Assert.Equal(["read /file 0+262144", "read /file 4+262144"], _recorder.Questions);
    }

    [Fact]
    public async Task SynchronousRead_BlocksUntilItsTime()
    {
        _fs.Interceptor = _recorder;
        Task<string> read = Task.Run(() => _fs.File.ReadAllText("/file"));
        // Time goes on only here, and only once the reader waits for it.
        while (!read.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
        Assert.Equal("text", await read);
    }
}
