package press.communique.api.http;

/** Who may call a route. Editors are authors too, admins are editors too. */
public enum Role {
    /** Nobody's token is needed. */
    ANYONE,
    AUTHOR,
    EDITOR,
    ADMIN
}
