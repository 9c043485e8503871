using System.Globalization;
using System.Text;

namespace UnionFs.Oci;

/// <summary>
/// An image that is refused, or a blob of it that is not what was promised. An <see cref="IOException"/>, so that one catch covers a
/// bad image and a bad disk.
/// </summary>
public class OciException : IOException
{
    internal OciException(string subject, string reason, Exception? inner = null)
        : base(Printable($"{subject}: {reason}."), inner) => Subject = subject;

    /// <summary>What the error is about: a blob's digest, a document, a reference, a registry's address.</summary>
    public string Subject { get; }

    /// <summary>Control characters as `\xNN`: text of a hostile image or server must not reach a terminal raw.</summary>
    private static string Printable(string message)
    {
        if (!message.AsSpan().ContainsAnyInRange('\0', '\x1f') && !message.AsSpan().ContainsAnyInRange('\x7f', '\x9f')) return message;
        var text = new StringBuilder(message.Length);
        foreach (char c in message)
        {
            if (char.IsControl(c)) text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else text.Append(c);
        }
        return text.ToString();
    }
}
