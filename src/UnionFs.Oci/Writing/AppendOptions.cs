using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>How a layer is added to an image.</summary>
public sealed record AppendOptions
{
    /// <summary>The command that made the layer, for the history.</summary>
    public string CreatedBy { get; init; } = "unionfs";

    /// <summary>Who made it, for the history.</summary>
    public string? Author { get; init; }

    /// <summary>A remark for the history.</summary>
    public string? Comment { get; init; }

    /// <summary>
    /// When the image was made, so that the same changes give the same bytes: files that are newer get this time. Null: `$SOURCE_DATE_EPOCH`
    /// where that is set; else now, and files keep their times.
    /// </summary>
    public DateTimeOffset? SourceDate { get; init; }

    /// <summary>gzip, or none. gzip by default: what every engine and registry takes.</summary>
    public BlobCompression Compression { get; init; } = BlobCompression.Gzip;

    /// <summary>Whether what a tar cannot hold is left out with a warning instead of refused, see <see cref="LayerTarOptions.LeaveOutUnwritable"/>.</summary>
    public bool LeaveOutUnwritable { get; init; }

    /// <summary>Told what was left out, or may be read otherwise, a line each; what the image was opened with if null.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>The clock that tells what is now.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <exception cref="FormatException">`$SOURCE_DATE_EPOCH` is no number of seconds.</exception>
    internal DateTimeOffset? FixedDate() =>
        SourceDate ?? (Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is { Length: > 0 } text ? ParseEpoch(text) : null);

    private static DateTimeOffset ParseEpoch(string text)
    {
        if (long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        throw new FormatException($"SOURCE_DATE_EPOCH is no number of seconds: '{text}'");
    }
}
