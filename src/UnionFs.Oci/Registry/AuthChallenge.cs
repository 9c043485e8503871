using System.Net.Http.Headers;

namespace UnionFs.Oci;

/// <summary>What a registry wants before it answers: `WWW-Authenticate`.</summary>
/// <param name="IsBearer">A token from <paramref name="Realm"/>; else name and password.</param>
/// <param name="Realm">Where tokens come from.</param>
/// <param name="Service">What the registry is called there.</param>
/// <param name="Scope">What the registry thinks is needed.</param>
internal sealed record AuthChallenge(bool IsBearer, Uri? Realm, string Service, string Scope)
{
    /// <summary>The first challenge that can be answered, or null.</summary>
    internal static AuthChallenge? Find(HttpResponseMessage response)
    {
        AuthChallenge? basic = null;
        foreach (AuthenticationHeaderValue header in response.Headers.WwwAuthenticate)
        {
            if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) basic = new AuthChallenge(false, null, "", "");
            if (!header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) continue;
            Dictionary<string, string> fields = Fields(header.Parameter ?? "");
            if (!Uri.TryCreate(fields.GetValueOrDefault("realm"), UriKind.Absolute, out Uri? realm) || realm.Scheme is not ("https" or "http")) continue;
            return new AuthChallenge(true, realm, fields.GetValueOrDefault("service", ""), fields.GetValueOrDefault("scope", ""));
        }
        return basic;
    }

    /// <summary>`a="b",c="d,e"`: a comma inside quotes belongs to the value, as in scopes.</summary>
    private static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        while (at < text.Length)
        {
            int equals = text.IndexOf('=', at);
            if (equals < 0) break;
            string name = text[at..equals].Trim(' ', ',', '\t');
            at = equals + 1;
            var value = new System.Text.StringBuilder();
            if (at < text.Length && text[at] == '"')
            {
                for (at++; at < text.Length && text[at] != '"'; at++)
                {
                    if (text[at] == '\\' && at + 1 < text.Length) at++;
                    value.Append(text[at]);
                }
                at++;
            }
            else
            {
                for (; at < text.Length && text[at] != ','; at++) value.Append(text[at]);
            }
            fields.TryAdd(name, value.ToString().Trim());
        }
        return fields;
    }
}
