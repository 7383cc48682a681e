package dev.posestream.stream;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;

/** Topics that only one backfill uses. They are deleted by id, so that those which somebody has made anew meanwhile, by the same names, stay. */
final class InternalTopics {

    private static final long POLL_MS = 100;
    private static final int PATIENCE_POLLS = 300;

    private final KafkaConnection connection;
    private final Admin admin;
    private final List<String> names;

    InternalTopics(KafkaConnection connection, Admin admin, List<String> names) {
        this.connection = connection;
        this.admin = admin;
        this.names = names;
    }

    /** The ids of those that exist. */
    Set<Uuid> there() throws StreamException {
        Collection<TopicListing> all = Answer.from(connection, admin.listTopics().listings());
        return all.stream().filter(topic -> names.contains(topic.name())).map(TopicListing::topicId).collect(Collectors.toSet());
    }

    /** Returns once they are gone. */
    void delete(Set<Uuid> ids) throws StreamException {
        if (ids.isEmpty()) {
            return;
        }
        for (KafkaFuture<Void> deleted : admin.deleteTopics(TopicCollection.ofTopicIds(ids)).topicIdValues().values()) {
            try {
                Answer.from(connection, deleted);
            } catch (StreamException e) {
                if (!(e.getCause() instanceof UnknownTopicIdException)) {
                    throw e;
                }
            }
        }
        for (int i = 0; there().stream().anyMatch(ids::contains); i++) {
            if (i == PATIENCE_POLLS) {
                throw new StreamException("Kafka has not deleted the topics " + names + " within " + PATIENCE_POLLS * POLL_MS / 1000 + " s; start the backfill again");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StreamException("interrupted", e);
            }
        }
    }
}
