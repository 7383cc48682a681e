package dev.posestream.camera;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera's address as FFmpeg is to open it.
 *
 * @param kind what is behind it
 * @param url  what FFmpeg gets; may hold a password
 */
record InputAddress(Kind kind, String url) {

    /** What is behind an address, and which of FFmpeg's protocols may be used for it: a playlist of a web server must not read local files. */
    enum Kind {
        RTSP("rtsp,rtsps,rtp,srtp,udp,tcp,tls,crypto"),
        HTTP("http,https,httpproxy,tcp,tls,crypto"),
        FILE("file"),
        DEVICE("file");

        final String protocols;

        Kind(String protocols) {
            this.protocols = protocols;
        }
    }

    private static final Map<String, Kind> SCHEMES =
            Map.of("rtsp", Kind.RTSP, "rtsps", Kind.RTSP, "http", Kind.HTTP, "https", Kind.HTTP, "file", Kind.FILE);
    // Two letters at least, so that a drive letter is no scheme.
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);
    // A host behind the user info, if there is any; NUL stands for a reference, of which nobody knows what it holds.
    private static final Pattern HOST = Pattern.compile("[^:]+:(?://(?:[^/?#]*@)?+[^/?#:@\\s].*|\0.*)", Pattern.DOTALL);
    private static final Pattern DEVICE = Pattern.compile("/dev/video\\d+");

    /** The scheme in lower case; {@code file} for a path. */
    static String scheme(String address) {
        Matcher matcher = SCHEME.matcher(address);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "file";
    }

    /** Whether FFmpeg is used for such addresses here. */
    static boolean isKnown(String address) {
        return DEVICE.matcher(address).matches() || SCHEMES.containsKey(scheme(address));
    }

    /** @throws IllegalArgumentException when FFmpeg is not used for such an address here, or it names no host where it should */
    static InputAddress of(String address) {
        if (DEVICE.matcher(address).matches()) {
            return new InputAddress(Kind.DEVICE, address);
        }
        Kind kind = SCHEMES.get(scheme(address));
        if (kind == null) {
            throw new IllegalArgumentException("'" + Masking.mask(address) + "' is no address of a camera; expected rtsp://, rtsps://, "
                    + "http://, https://, /dev/videoN or a file (a file whose name holds a colon: ./name)");
        }
        if (kind != Kind.FILE && !HOST.matcher(address.replaceAll(References.PATTERN, "\0")).matches()) {
            throw new IllegalArgumentException("'" + Masking.mask(address) + "' names no host; expected one behind " + scheme(address) + "://, such as "
                    + scheme(address) + "://10.0.0.7/stream");
        }
        return kind == Kind.FILE ? new InputAddress(kind, path(address).toString()) : new InputAddress(kind, address);
    }

    /** The file's path, absolute; for {@link Kind#FILE} and {@link Kind#DEVICE}. */
    Path path() {
        return Path.of(url);
    }

    private static Path path(String address) {
        if (address.regionMatches(true, 0, "file://", 0, 7)) {
            return Path.of(URI.create(address)).toAbsolutePath();
        }
        return Path.of(address.regionMatches(true, 0, "file:", 0, 5) ? address.substring(5) : address).toAbsolutePath().normalize();
    }
}
