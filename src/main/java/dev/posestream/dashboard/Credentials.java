package dev.posestream.dashboard;

/**
 * The one user who may see the dashboard, by HTTP Basic authentication (RFC 7617).
 *
 * @param user     without a colon, which is where Basic authentication ends the user's name
 * @param password never printed
 */
public record Credentials(String user, String password) {

    public Credentials {
        if (user.isBlank() || user.contains(":")) {
            throw new IllegalArgumentException("dashboard user '" + user + "' is not usable; expected a name without a colon");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the password of dashboard user '" + user + "' is empty; set one");
        }
    }

    @Override
    public String toString() {
        return user + ":***";
    }
}
