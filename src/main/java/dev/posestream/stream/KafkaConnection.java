package dev.posestream.stream;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/**
 * Where Kafka is and how its clients connect.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param properties       any client property, such as {@code security.protocol} and {@code sasl.jaas.config}; they win over
 *                         PoseStream's own choices
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties) {

    public KafkaConnection {
        properties = Map.copyOf(properties);
    }

    public KafkaConnection(String bootstrapServers) {
        this(bootstrapServers, Map.of());
    }

    /** Client properties: the given defaults, then the user's. */
    Properties with(Map<String, ?> defaults) {
        Map<String, String> merged = new TreeMap<>();
        defaults.forEach((key, value) -> merged.put(key, String.valueOf(value)));
        merged.put("bootstrap.servers", bootstrapServers);
        merged.putAll(properties);
        Properties result = new Properties();
        merged.forEach(result::setProperty);
        return result;
    }

    /**
     * Makes a client.
     *
     * @throws StreamException when the address or a property is not usable; the message says which
     */
    <C> C client(Map<String, ?> defaults, Function<Properties, C> constructor) throws StreamException {
        try {
            return constructor.apply(with(defaults));
        } catch (KafkaException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new StreamException("no Kafka client can be made for " + this + ": " + root.getMessage()
                    + "; check --bootstrap-servers (HOST:PORT) and the properties under kafka:", e);
        }
    }

    /** Properties may hold secrets, so only their names are shown. */
    @Override
    public String toString() {
        return bootstrapServers + (properties.isEmpty() ? "" : " with " + new TreeMap<>(properties).keySet());
    }
}
