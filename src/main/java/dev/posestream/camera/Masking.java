package dev.posestream.camera;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes credentials out of text before anybody sees it. What only names a secret, see {@link References}, stays. */
public final class Masking {

    private static final String SCHEME = "(\\b[a-zA-Z][a-zA-Z0-9+.-]*://)";
    private static final Pattern USER_INFO = Pattern.compile(SCHEME + "([^/?#\\s]*)@");
    /** A password with a slash, hash or question mark that was not percent-encoded: anything after "user:" that does not look like a port. */
    private static final Pattern RAW_USER_INFO = Pattern.compile(SCHEME + "([^/?#\\s:@]*:(?!\\d{1,5}(?:[/?#]|$))\\S*)@");
    private static final Pattern QUERY_SECRET = Pattern.compile(
            "([?&](?:[^=&#\\s]*(?:pass|pwd|token|secret|key|auth|user|login|sig)[^=&#\\s]*)=)([^&#\\s]*)", Pattern.CASE_INSENSITIVE);
    /** In the path, as some recorders have it: {@code rtsp://10.0.0.7/user=admin_password=x_channel=1}. A password may hold what ends it, so all up to the next name goes. */
    private static final Pattern PATH_SECRET = Pattern.compile("(?<=[/_;,&?])((?:user|username|password|passwd|pwd|pass)=)(\\S*?)(?=_[A-Za-z]+=|[/?&#;\\s\"']|$)",
            Pattern.CASE_INSENSITIVE);
    private static final String REFERENCES = "(?:" + References.PATTERN + ")+";
    /** A password by reference, of a user by name or reference; or one reference for both. */
    private static final Pattern NAMED_ONLY = Pattern.compile("(?:(?:[^/?#\\s:@${}]*|" + REFERENCES + "):)?" + REFERENCES);

    private Masking() {}

    /** Works on an address as well as on a longer text, such as an error message, that holds addresses. */
    public static String mask(String text) {
        String withoutRaw = RAW_USER_INFO.matcher(text).replaceAll(found -> hidden(found, "@"));
        String withoutUser = USER_INFO.matcher(withoutRaw).replaceAll(found -> hidden(found, "@"));
        String withoutQuery = QUERY_SECRET.matcher(withoutUser).replaceAll(found -> hidden(found, ""));
        return PATH_SECRET.matcher(withoutQuery).replaceAll(found -> hidden(found, ""));
    }

    private static String hidden(MatchResult found, String end) {
        return Matcher.quoteReplacement(NAMED_ONLY.matcher(found.group(2)).matches() ? found.group() : found.group(1) + "***" + end);
    }
}
