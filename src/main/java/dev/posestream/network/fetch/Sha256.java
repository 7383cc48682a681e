package dev.posestream.network.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The sum by which a file is known (FIPS 180-4).
 *
 * @param hex 64 digits; upper case is taken too
 */
public record Sha256(String hex) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException when it is no such sum */
    public Sha256 {
        hex = hex.strip().toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("'" + hex + "' is no sha-256, expected its 64 hexadecimal digits");
        }
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param digest over the whole file; it begins anew then */
    static Sha256 of(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    static Sha256 of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return of(digest);
    }

    @Override
    public String toString() {
        return hex;
    }
}
