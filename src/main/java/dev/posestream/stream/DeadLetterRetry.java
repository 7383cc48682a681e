package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.posestream.camera.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts dead letters back onto the topic they came from, with key, value, headers and time as they were; a header counts the retries. A frame
 * counts as read again now ({@code replayed-us}), so that it is not dropped for its age. The dead letter stays, as topics are logs; a record
 * behind it on its partition tells that it was retried. Used by one thread.
 */
public final class DeadLetterRetry implements AutoCloseable {

    private static final int ANY_SIZE = 1 << 30;

    private final KafkaProducer<byte[], byte[]> producer;
    private final DeadLetters letters;
    private final Topics topics;

    /**
     * @param letters where they are read, which stays the caller's
     * @throws StreamException when the connection's settings are not usable
     */
    public DeadLetterRetry(KafkaConnection connection, Topics topics, DeadLetters letters) throws StreamException {
        this.letters = letters;
        this.topics = topics;
        producer = connection.client(Map.of("client.id", "posestream-deadletter", "acks", "all", "compression.type", "none", "max.request.size", ANY_SIZE,
                "buffer.memory", ANY_SIZE, "max.block.ms", 10_000, "request.timeout.ms", 9_000, "delivery.timeout.ms", 30_000),
                properties -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Why this one can't be put back; empty where it can. */
    public Optional<String> refusal(BuriedRecord letter) {
        if (letter.wholeSize().isPresent()) {
            return Optional.of("it was cut from " + letter.wholeSize().get() + " to " + letter.bytes() + " bytes, so it is no longer what it was");
        }
        if (letter.topic().isEmpty()) {
            return Optional.of("it does not say which topic it came from");
        }
        String topic = letter.topic().get();
        if (topic.equals(topics.deadletter()) || !topics.all().contains(topic)) {
            return Optional.of("it came from topic " + topic + ", expected one of PoseStream's own under the prefix '" + topics.prefix() + "'");
        }
        return letter.backfill().map(name -> "a backfill (" + name + ") could not handle it, so the live analysis is not to; run that backfill again");
    }

    /**
     * @return where it stands now, such as {@code posestream.frames 3@18}
     * @throws IllegalArgumentException when {@link #refusal} has a reason
     * @throws StreamException          when Kafka does not take it; then it has not been put back, or only its mark is missing
     */
    public String retry(BuriedRecord letter) throws StreamException {
        refusal(letter).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        ConsumerRecord<byte[], byte[]> record = letters.record(letter.position());
        String topic = letter.topic().orElseThrow();
        RecordMetadata put = send(new ProducerRecord<>(topic, record.key() == null ? partition(topic, letter) : null, time(record), record.key(),
                record.value(), headers(record, topic)), letter);
        String as = topic + " " + new RecordPosition(put.partition(), put.offset());
        RecordHeaders mark = new RecordHeaders();
        DeadLetter.put(mark, DeadLetter.RETRY_OF, "" + letter.position().offset());
        DeadLetter.put(mark, DeadLetter.RETRY_TIME, Instant.now().toString());
        DeadLetter.put(mark, DeadLetter.RETRY_AS, as);
        send(new ProducerRecord<>(topics.deadletter(), letter.position().partition(), time(record), record.key(), null, mark), letter);
        return as;
    }

    private Headers headers(ConsumerRecord<byte[], byte[]> record, String topic) {
        Headers headers = DeadLetter.withoutBurial(record.headers());
        DeadLetter.put(headers, DeadLetter.RETRIES, "" + (DeadLetter.retries(record.headers()) + 1));
        if (topic.equals(topics.frames())) {
            headers.remove(FrameHeaders.REPLAYED).add(FrameHeaders.REPLAYED, Long.toString(WallClock.nowUs()).getBytes(UTF_8));
        }
        return headers;
    }

    /** Without a key nothing else says which partition; null for any, where that one is not there. */
    private Integer partition(String topic, BuriedRecord letter) throws StreamException {
        try {
            int partitions = producer.partitionsFor(topic).size();
            return letter.cameFrom().map(RecordPosition::partition).filter(partition -> partition < partitions).orElse(null);
        } catch (KafkaException e) {
            throw refused(letter, e);
        }
    }

    private static Long time(ConsumerRecord<byte[], byte[]> record) {
        return record.timestamp() < 0 ? null : record.timestamp();
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record, BuriedRecord letter) throws StreamException {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw refused(letter, e.getCause());
        } catch (KafkaException e) {
            throw refused(letter, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(letter, e);
        }
    }

    private static StreamException refused(BuriedRecord letter, Throwable cause) {
        return new StreamException("Kafka does not take " + letter.position() + " back: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(3));
    }
}
