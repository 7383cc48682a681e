package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * The brokers that are one cluster. Each is a controller too, so the cluster goes on while more than half of them run.
 *
 * @param node        this broker's number
 * @param controllers number to the {@code host:port} where the brokers talk to each other; empty for a broker that is alone
 */
public record Quorum(int node, SortedMap<Integer, String> controllers) {

    public static final Quorum ALONE = new Quorum(1, new TreeMap<>());

    private static final Pattern MEMBER = Pattern.compile("(\\d{1,9})@([^@\\s:]+|\\[[0-9a-fA-F:]+])(:\\d{1,5})");

    public Quorum {
        controllers = new TreeMap<>(controllers);
        if (!controllers.isEmpty() && !controllers.containsKey(node)) {
            throw new IllegalArgumentException("broker " + node + " is none of the cluster's " + controllers.keySet()
                    + "; give the same --cluster to all of them, and each its own --node");
        }
    }

    /** @param members {@code NODE@HOST:PORT} each; none for a broker that is alone */
    public static Quorum of(int node, List<String> members) {
        SortedMap<Integer, String> controllers = new TreeMap<>();
        for (String member : members) {
            Matcher matcher = MEMBER.matcher(member);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("cluster member '" + member + "' is not usable; expected NODE@HOST:PORT, such as 1@10.0.0.7:9093");
            }
            if (controllers.put(Integer.valueOf(matcher.group(1)), matcher.group(2) + matcher.group(3)) != null) {
                throw new IllegalArgumentException("the cluster has two brokers of number " + matcher.group(1));
            }
        }
        return members.isEmpty() ? ALONE : new Quorum(node, controllers);
    }

    boolean alone() {
        return controllers.isEmpty();
    }

    /** Where this broker's clients and the other brokers reach it. */
    String host() {
        return alone() ? "127.0.0.1" : controllers.get(node).replaceFirst(":\\d+$", "");
    }

    /** As Kafka's {@code controller.quorum.voters} wants them. */
    String voters() {
        return controllers.entrySet().stream().map(member -> member.getKey() + "@" + member.getValue()).collect(Collectors.joining(","));
    }

    /** Copies of what Kafka keeps for itself, such as committed offsets. */
    int copies() {
        return controllers.size() >= TopicSettings.SAFE_REPLICATION ? TopicSettings.SAFE_REPLICATION : 1;
    }

    /** The same for all members, without their talking to each other; random for a broker that is alone. */
    Uuid clusterId() {
        if (alone()) {
            return Uuid.randomUuid();
        }
        UUID id = UUID.nameUUIDFromBytes(voters().getBytes(UTF_8));
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    @Override
    public SortedMap<Integer, String> controllers() {
        return new TreeMap<>(controllers);
    }
}
