using System.Net;

namespace UnionFs.Oci;

/// <summary>A registry said no, or could not be reached.</summary>
public sealed class RegistryException : OciException
{
    private const int MaxBodyBytes = 1 << 16, MaxShownChars = 300;

    internal RegistryException(string subject, string reason, HttpStatusCode? status = null, IReadOnlyList<string>? codes = null, Exception? inner = null)
        : base(subject, reason, inner)
    {
        Status = status;
        Codes = codes ?? [];
    }

    /// <summary>The HTTP status, or null where there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The registry's error codes: `MANIFEST_UNKNOWN`, `DENIED`.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>From an answer that is no success; reads at most 64 KiB of it.</summary>
    internal static async Task<RegistryException> FromAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        var codes = new List<string>();
        string detail = "";
        try
        {
            byte[] body = await BoundedBody.ReadAsync(response, MaxBodyBytes, cancellationToken).ConfigureAwait(false);
            detail = JsonValue.Parse(body, what, root => string.Join("; ", (root.Find("errors")?.Items(100) ?? []).Select(error =>
            {
                string code = error.Find("code")?.Text() ?? "";
                if (code.Length > 0) codes.Add(code);
                return $"{code} {error.Find("message")?.Text()}".Trim();
            })));
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // The status alone has to do.
        }
        if (detail.Length > MaxShownChars) detail = detail[..MaxShownChars] + "...";
        string uri = response.RequestMessage?.RequestUri is { } address ? $"{response.RequestMessage.Method} {address.GetLeftPart(UriPartial.Path)}" : "";
        string reason = $"the registry answered {(int)response.StatusCode} {response.StatusCode} to {uri}{(detail.Length > 0 ? $" ({detail})" : "")}";
        return new RegistryException(what, reason, response.StatusCode, codes);
    }
}
