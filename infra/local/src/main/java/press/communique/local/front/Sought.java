package press.communique.local.front;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an application asks for when it sends somebody to sign in.
 *
 * @param validity of the tokens, which on this machine the application may choose
 */
record Sought(
        String client,
        String redirectUri,
        String state,
        String nonce,
        String scope,
        String challenge,
        Optional<Duration> validity) {

    static Sought of(Form form) {
        return new Sought(
                form.get("client_id"),
                form.get("redirect_uri"),
                form.get("state"),
                form.get("nonce"),
                form.get("scope"),
                form.get("code_challenge"),
                seconds(form.get("expires_in")));
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    /** What is wrong, by RFC 6749, section 4.1.2.1, and RFC 7636, section 4.4.1. */
    Optional<String> mistake(Form form) {
        if (!form.get("response_type").equals("code")) {
            return Optional.of("unsupported_response_type");
        }
        if (!form.get("code_challenge_method").equals("S256") || !Pkce.isChallenge(challenge)) {
            return Optional.of("invalid_request");
        }
        if (!Arrays.asList(scope.split(" ")).contains("openid")) {
            return Optional.of("invalid_scope");
        }
        // Nobody is remembered here, so everybody is asked.
        return form.get("prompt").equals("none") ? Optional.of("login_required") : Optional.empty();
    }

    /** Where the browser goes with an answer. */
    String answered(String name, String value) {
        return Form.with(Form.with(redirectUri, name, value), "state", state);
    }
}
