package dev.posestream.camera;

import java.util.regex.Pattern;

/** Takes credentials out of text before anybody sees it. */
public final class Masking {

    private static final Pattern USER_INFO = Pattern.compile("(\\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^/?#\\s]*@");
    private static final Pattern QUERY_SECRET = Pattern.compile(
            "([?&](?:[^=&#\\s]*(?:pass|pwd|token|secret|key|auth|user|login|sig)[^=&#\\s]*)=)[^&#\\s]*", Pattern.CASE_INSENSITIVE);

    private Masking() {}

    /** Works on an address as well as on a longer text, such as an error message, that holds addresses. */
    public static String mask(String text) {
        return QUERY_SECRET.matcher(USER_INFO.matcher(text).replaceAll("$1***@")).replaceAll("$1***");
    }
}
