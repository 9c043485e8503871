namespace UnionFs.Oci;

/// <summary>Who somebody is at a registry.</summary>
/// <param name="Username">The name; unused with an identity token.</param>
/// <param name="Password">The password, or a token that the registry takes for one.</param>
/// <param name="IdentityToken">An OAuth2 refresh token, or null.</param>
public sealed record RegistryCredential(string Username, string Password, string? IdentityToken = null)
{
    /// <summary>The name alone: secrets do not belong in logs.</summary>
    public override string ToString() => Username;
}
