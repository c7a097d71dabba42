package press.communique.local.front;

import java.util.List;
import java.util.Map;

/** What a browser sees of the issuer: whom to sign in as. Works without script. */
final class IssuerPages {

    /** The query of the page, which the form sends back as it came. */
    private static final List<String> KEPT = List.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method");

    private static final Map<String, String> MAY = Map.of(
            "author", "writes",
            "editor", "releases what is written",
            "admin", "settings and everything else");

    private IssuerPages() {}

    static String signIn(Form asked) {
        StringBuilder html = new StringBuilder(
                "<h1>Sign in</h1>\n<p>Nobody asks for a password on this machine: choose who you are.</p>\n"
                        + "<form class=\"people\" method=\"post\" action=\"/_local/issuer/authorize\">\n");
        for (String name : KEPT) {
            html.append("<input type=\"hidden\" name=\"")
                    .append(name)
                    .append("\" value=\"")
                    .append(Html.escape(asked.get(name)))
                    .append("\">\n");
        }
        for (Person person : Person.ALL) {
            html.append("<button name=\"user\" value=\"")
                    .append(person.user())
                    .append("\"><strong>")
                    .append(Html.escape(person.name()))
                    .append("</strong> ")
                    .append(person.user())
                    .append(": ")
                    .append(MAY.get(person.user()))
                    .append("</button>\n");
        }
        html.append("<p><label>Signed in for <input name=\"expires_in\" inputmode=\"numeric\" size=\"6\" value=\"")
                .append(Html.escape(asked.get("expires_in")))
                .append("\" placeholder=\"3600\"> seconds</label></p>\n</form>");
        return InboxPages.page("Sign in", html.toString());
    }

    static String refused(String why) {
        return InboxPages.page("Sign in", "<h1>Nobody can sign in from there</h1>\n<p>" + Html.escape(why) + "</p>");
    }

    static String signedOut() {
        return InboxPages.page("Signed out", "<h1>Signed out</h1>\n<p><a href=\"/desk/\">To the desk</a></p>");
    }
}
