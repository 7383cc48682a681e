package dev.posestream.network.fetch;

import java.net.URI;

/**
 * A file on a web server, and the sum that says which one it is.
 *
 * @param address https, or http: whoever sits in between can't change the file unnoticed, because of the sum
 */
public record RemoteFile(URI address, Sha256 sum) {

    /** @throws IllegalArgumentException when the address is of another kind */
    public RemoteFile {
        String scheme = address.getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme) || address.getHost() == null) {
            throw new IllegalArgumentException("address " + address + " is not on a web server, expected https://HOST/…");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("address " + address + " holds a user or password, which would not be sent; expected one without, such as https://HOST/…");
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
