package dev.posestream.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that an address does not hold but names: {@code ${NAME}} is a variable of the environment, {@code ${file:/run/secrets/camera}}
 * the content of a file, without the line's end. They are put in when a camera is opened, by whoever opens it, and nowhere else. In the user
 * info and the query of a URL the value is percent-encoded (RFC 3986, 2.1), so any character may stand in it.
 */
public final class References {

    /** A reference, for use in other patterns. */
    static final String PATTERN = "\\$\\{(?:file:[^{}\\s]+|[A-Za-z_][A-Za-z0-9_]*)\\}";

    private static final Pattern REFERENCE = Pattern.compile(PATTERN);
    private static final int LARGEST = 64 << 10;

    private final Map<String, String> environment;
    private final SecretScope scope;

    /** To every variable of these, and every file. */
    public References(Map<String, String> environment) {
        this(environment, SecretScope.EVERYTHING);
    }

    private References(Map<String, String> environment, SecretScope scope) {
        this.environment = Map.copyOf(environment);
        this.scope = scope;
    }

    References within(SecretScope narrower) {
        return new References(environment, narrower);
    }

    static boolean in(String address) {
        return REFERENCE.matcher(address).find();
    }

    /** Whether even its kind is known only when the reference is put in. */
    static boolean begins(String address) {
        return REFERENCE.matcher(address).lookingAt();
    }

    /** @throws IllegalArgumentException when something looks like a reference and is none */
    static void check(String address) {
        if (REFERENCE.matcher(address).replaceAll("").contains("${")) {
            throw new IllegalArgumentException("something in the address begins as a reference, with ${, and is none; expected ${NAME} or ${file:/path}; "
                    + "a $ that belongs to a password is written %24");
        }
    }

    /** The address with the values put in. @throws CameraException naming the reference that has none */
    String resolve(String address) throws CameraException {
        // Of the same length as the address, and without the slashes of files, so that the parts of the URL are found.
        String shape = REFERENCE.matcher(address).replaceAll(found -> "x".repeat(found.group().length()));
        int authority = shape.contains("://") ? shape.indexOf("://") + 3 : shape.length();
        int authorityEnd = first(shape, "/?#", authority);
        int userInfoEnd = shape.lastIndexOf('@', authorityEnd - 1);
        int query = authority < shape.length() ? first(shape, "?", authority) : shape.length();
        int queryEnd = first(shape, "#", query);
        StringBuilder resolved = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(address);
        int last = 0;
        while (matcher.find()) {
            String value = value(matcher.group());
            int at = matcher.start();
            boolean encode = at >= authority && at < userInfoEnd || at > query && at < queryEnd;
            resolved.append(address, last, at).append(encode ? URLEncoder.encode(value, UTF_8).replace("+", "%20") : value);
            last = matcher.end();
        }
        return resolved.append(address, last, address.length()).toString();
    }

    private static int first(String text, String any, int from) {
        for (int i = from; i < text.length(); i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private String value(String reference) throws CameraException {
        String name = reference.substring(2, reference.length() - 1);
        String value = name.startsWith("file:") ? content(reference, name.substring(5)) : variable(reference, name);
        if (value == null || value.isBlank()) {
            throw new CameraException(reference + " in its address has no value here; " + (name.startsWith("file:") ? "the file is empty"
                    : "set " + name + " in the environment of the ingest worker"));
        }
        return value;
    }

    private String variable(String reference, String name) throws CameraException {
        if (!scope.variable(name)) {
            throw refused(reference);
        }
        return environment.get(name);
    }

    private CameraException refused(String reference) {
        return new CameraException(reference + " in its address is not open to registered cameras here, but " + scope + "; to change that, set ingest.secrets"
                + " (--secrets) of the ingest workers");
    }

    private String content(String reference, String file) throws CameraException {
        try {
            if (!scope.file(Path.of(file))) {
                throw refused(reference);
            }
            Path real = Path.of(file).toRealPath();
            if (!scope.realFile(real)) {
                throw refused(reference);
            }
            return content(reference, real);
        } catch (NoSuchFileException e) {
            throw new CameraException(reference + " in its address has no value here; there is no such file on this machine");
        } catch (IOException | InvalidPathException e) {
            throw new CameraException(reference + " in its address can't be read here (" + e.getClass().getSimpleName()
                    + "); expected a file that this user may read");
        }
    }

    private static String content(String reference, Path file) throws CameraException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new CameraException(reference + " in its address is a file of more than " + LARGEST + " bytes, which is no secret");
            }
            return new String(bytes, UTF_8).stripTrailing();
        }
    }
}
