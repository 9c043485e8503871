namespace UnionFs;

/// <summary>What access(2) asks for. Values are Linux's.</summary>
[Flags]
public enum AccessModes
{
    /// <summary>That it is there.</summary>
    F_OK = 0,
    /// <summary>That it can be executed, or a directory searched.</summary>
    X_OK = 1,
    /// <summary>That it can be written.</summary>
    W_OK = 2,
    /// <summary>That it can be read.</summary>
    R_OK = 4,
}
