namespace UnionFs.Tests.Faults;

/// <summary>Whichever read of a source fails, and whichever step finds no room: a clear error, nothing has changed, and the same step works afterwards.</summary>
public class FaultTests
{
    [Fact]
    public void Source_FailingAtAnyRead_ChangesNothing_AndTheStepWorksAgain()
    {
        string expected = Undisturbed();
        int faults = 0;
        for (int failsAt = 1; ; failsAt++)
        {
            var counter = new FaultyContent.Counter { FailsAt = failsAt };
            UnionFileSystem fs = FaultSteps.Start(counter);
            foreach ((string name, Action<UnionFileSystem> step) in FaultSteps.All)
            {
                Snapshot before = fs.Snapshot();
                Exception? thrown = Record.Exception(() => step(fs));
                if (thrown is null)
                {
                    // Then the fault was not met, or nobody needed that byte after all.
                    Assert.False(counter.HasFailed, $"{name}: read {failsAt} failed in silence");
                    continue;
                }
                Assert.True(counter.HasFailed && thrown is IOException, $"{name}, read {failsAt}: {thrown}");
                Assert.True(ReferenceEquals(before.Frozen.Root, fs.Tree.Root), $"{name}, read {failsAt}: something has changed");
                counter.HasFailed = false;
                faults++;
                step(fs);
            }
            bool isPast = counter.Reads < failsAt;
            counter.FailsAt = 0;
            Assert.Equal(expected, FaultSteps.State(fs));
            if (isPast) break;
        }
        Assert.True(faults > 40, $"{faults} faults");
    }

    [Fact]
    public void Limits_MetAtAnyStep_ChangeNothing_AndTheStepWorksOnceThereIsRoom()
    {
        string expected = Undisturbed();
        int refused = 0;
        for (int tight = 0; tight < FaultSteps.All.Length; tight++)
        {
            UnionFileSystem fs = FaultSteps.Start(new FaultyContent.Counter());
            for (int i = 0; i < FaultSteps.All.Length; i++)
            {
                (string name, Action<UnionFileSystem> step) = FaultSteps.All[i];
                if (i == tight)
                {
                    FileSystemUsage used = Used(fs);
                    fs.Limits = new FileSystemLimits { Bytes = used.UsedBytes, Inodes = used.UsedInodes };
                    Snapshot before = fs.Snapshot();
                    Exception? thrown = Record.Exception(() => step(fs));
                    if (thrown is null)
                    {
                        Assert.True(Used(fs).UsedBytes <= used.UsedBytes && Used(fs).UsedInodes <= used.UsedInodes, $"{name} went past the limit");
                        fs.Limits = FileSystemLimits.None;
                        continue;
                    }
                    Assert.True(thrown is IOException { HResult: (int)FsError.ENOSPC }, $"{name}: {thrown}");
                    Assert.True(ReferenceEquals(before.Frozen.Root, fs.Tree.Root), $"{name}: something has changed");
                    refused++;
                    fs.Limits = FileSystemLimits.None;
                }
                step(fs);
            }
            Assert.Equal(expected, FaultSteps.State(fs));
        }
        Assert.True(refused > 6, $"{refused} refused");
    }

    private static string Undisturbed()
    {
        UnionFileSystem fs = FaultSteps.Start(new FaultyContent.Counter());
        foreach ((_, Action<UnionFileSystem> step) in FaultSteps.All) step(fs);
        return FaultSteps.State(fs);
    }

    private static FileSystemUsage Used(FileSystem fs)
    {
        Assert.Equal(FsError.None, fs.Posix.StatFs("/", out FileSystemUsage usage));
        return usage;
    }
}
