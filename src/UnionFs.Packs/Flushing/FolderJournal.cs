using System.Text.Json;

namespace UnionFs.Packs.Flushing;

/// <summary>The steps of a flush in a file: once it has its name they will be done, whoever does them.</summary>
internal static class FolderJournal
{
    private const string Name = "journal";

    internal static string PathIn(string stage) => Path.Combine(stage, Name);

    /// <summary>Whole or not there.</summary>
    internal static void Write(string stage, IEnumerable<FolderStep> steps)
    {
        string unfinished = PathIn(stage) + ".new";
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            using (var writer = new Utf8JsonWriter(stream))
            {
                writer.WriteStartArray();
                foreach (FolderStep step in steps)
                {
                    writer.WriteStringValue(step.Action.ToString());
                    writer.WriteStringValue(step.Path);
                }
                writer.WriteEndArray();
            }
            stream.Flush(flushToDisk: true);
        }
        File.Move(unfinished, PathIn(stage));
    }

    /// <summary>The steps; null where there is no journal.</summary>
    /// <exception cref="InvalidDataException">It is none of ours.</exception>
    internal static List<FolderStep>? Read(string stage)
    {
        if (!File.Exists(PathIn(stage))) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathIn(stage)));
            string[] texts = [.. document.RootElement.EnumerateArray().Select(each => each.GetString() ?? "")];
            return [.. texts.Chunk(2).Select(pair => new FolderStep(Enum.Parse<FolderAction>(pair[0]), Checked(pair[1])))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"'{PathIn(stage)}' is not what a flush writes.", error);
        }
    }

    /// <summary>A folder may come from anybody: its journal leads nowhere out of it.</summary>
    private static string Checked(string path) => path.StartsWith('/') && !path.Split('/').Skip(1).Any(name => name is "" or "." or ".." || name.Contains('\\', StringComparison.Ordinal) && OperatingSystem.IsWindows())
        ? path : throw new ArgumentException(path);
}
