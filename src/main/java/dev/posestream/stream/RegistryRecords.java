package dev.posestream.stream;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSpec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Understands records of the topic {@code cameras}; one that is none is told to the log once, by its place. */
final class RegistryRecords {

    private static final Logger log = LoggerFactory.getLogger(RegistryRecords.class);

    private final Set<String> told = new HashSet<>();

    /** Empty when its camera is not to be: by a deletion, or because nobody can understand the record. */
    Optional<CameraSpec> spec(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(CameraJson.read(record.key(), record.value()));
        } catch (BadRecordException e) {
            tell(record, "camera " + record.key() + " is not run until it is put right by 'posestream camera add " + record.key() + " ADDRESS',"
                    + " or taken out by 'posestream camera remove'", e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether the key can be a camera's. */
    boolean isCamera(ConsumerRecord<String, byte[]> record) {
        boolean named = Camera.isId(record.key());
        if (!named) {
            tell(record, "it is passed over", "its key is no camera's name");
        }
        return named;
    }

    private void tell(ConsumerRecord<String, byte[]> record, String result, String reason) {
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        if (told.add(place)) {
            log.warn("{} is no camera of the registry, {}: {}", place, result, reason);
        }
    }
}
