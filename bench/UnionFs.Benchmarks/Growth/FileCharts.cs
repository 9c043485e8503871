using UnionFs.Benchmarks.Ratios;

namespace UnionFs.Benchmarks.Growth;

/// <summary>How making, reading and writing grow with the number of files and with their length.</summary>
internal static class FileCharts
{
    private static readonly int[] Mebibytes = [1, 16, 64, 256, 1024];

    internal static IEnumerable<Chart> Create()
    {
        var chart = new Chart("create", "Make and write a file of 1 KiB", "So many files at depth 6, one by one.", "files", Quantity.Count, "time a file", Quantity.Time);
        foreach (int files in Sizes.Files)
        {
            Rounds rounds = Sizes.RoundsFor(files);
            (double ours, double dictionary) = FileRatios.Create(rounds, files);
            chart.Add("UnionFs", files, ours);
            chart.Add("Dictionary of full paths", files, dictionary);
            if (files > Sizes.MostForSlowPeers) continue;
            (double mock, double host, string kind) = FileRatios.CreateByPeers(rounds, files);
            chart.Add("MockFileSystem", files, mock);
            chart.Add($"System.IO on {kind}", files, host);
        }
        yield return chart;
    }

    internal static IEnumerable<Chart> Read()
    {
        var chart = new Chart("read", "Open, read 4 KiB, close", "Files with contents of their own, in an order by chance.", "files", Quantity.Count, "time a file", Quantity.Time);
        foreach (int files in Sizes.Files.Where(each => each <= Sizes.MostForSlowPeers))
        {
            (double ours, double dictionary, double host, string kind) = FileRatios.Read(Sizes.RoundsFor(files), files);
            chart.Add("UnionFs", files, ours);
            chart.Add("Dictionary and a copy", files, dictionary);
            chart.Add($"System.IO on {kind}", files, host);
        }
        chart.Notes.Add("Not for a million files, whose contents would take 4 GB three times over.");
        yield return chart;
    }

    internal static IEnumerable<Chart> Sequential()
    {
        var chart = new Chart("sequential", "Read a file in a row", "In blocks of 128 KiB, from a file that was written at once and from one that was streamed.",
            "length of the file", Quantity.Length, "time a MiB", Quantity.Time);
        foreach (int mebibytes in Mebibytes.Where(each => each <= 256))
            foreach ((string how, double ours, double memcpy, _) in FileRatios.Sequential(Sizes.Few, mebibytes))
            {
                chart.Add($"UnionFs, {how}", (double)mebibytes * (1 << 20), ours);
                if (how == "written") chart.Add("memcpy", (double)mebibytes * (1 << 20), memcpy);
            }
        yield return chart;
    }

    internal static IEnumerable<Chart> Overwrite()
    {
        var chart = new Chart("overwrite", "Overwrite 4 KiB anywhere", "By one handle, and with a snapshot before each write.", "length of the file", Quantity.Length, "time a write", Quantity.Time);
        foreach (int length in Mebibytes.Select(each => each << 20))
        {
            (double ours, double memcpy, double after) = WriteRatios.Overwrite(Sizes.Few, length);
            chart.Add("UnionFs", length, ours);
            chart.Add("UnionFs, after a snapshot", length, after);
            chart.Add("memcpy", length, memcpy);
        }
        yield return chart;
    }

    internal static IEnumerable<Chart> CopyUp()
    {
        var chart = new Chart("copy-up", "The first byte written to a file of a layer", "Open, write one byte, close; overlayfs copies the file.", "length of the file", Quantity.Length, "time", Quantity.Time);
        foreach (int length in Mebibytes.Select(each => each << 20))
        {
            chart.Add("UnionFs", length, WriteRatios.CopyUp(Sizes.Few, length).Time);
            KernelCharts.Add(chart, length, new UnionTree(1, 10, length), "copy-up", "overlayfs on tmpfs");
        }
        yield return chart;
    }

    internal static IEnumerable<Chart> Append()
    {
        var blocks = new Chart("append", "Append 4 KiB, again and again", "By one handle to an empty file; the MemoryStream was told its length before.", "appends", Quantity.Count, "time of one", Quantity.Time);
        foreach (int count in new[] { 10, 100, 1000, 10_000, 100_000 })
        {
            (double ours, double stream) = WriteRatios.Append(Sizes.Few, count);
            blocks.Add("UnionFs", count, ours);
            blocks.Add("MemoryStream of known size", count, stream);
        }
        yield return blocks;

        var log = new Chart("append-open", "Open, append 100 bytes, close", "A log that has a length already.", "length of the file", Quantity.Length, "time of one", Quantity.Time);
        foreach (int mebibytes in Mebibytes.Where(each => each <= 256)) log.Add("UnionFs", mebibytes << 20, WriteRatios.OpenAndAppend(Sizes.Few, mebibytes << 20));
        yield return log;
    }
}
