namespace UnionFs.Oci.Tests.Writing;

public sealed class PathLockTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Take_FromManyAtOnce_OneHasItAtATimeAndNoFileIsLeft()
    {
        int inside = 0, turns = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                using PathLock held = await PathLock.TakeAsync(_temp["lock"], default);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                // Not atomic on purpose.
                turns++;
                Interlocked.Decrement(ref inside);
            }
        })));
        Assert.Equal(200, turns);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temp.Path));
    }

    [Fact]
    public async Task Take_FileThatAKilledProcessLeft_IsTakenAndRemoved()
    {
        File.WriteAllText(_temp["lock"], "");
        (await PathLock.TakeAsync(_temp["lock"], default)).Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temp.Path));
    }
}
