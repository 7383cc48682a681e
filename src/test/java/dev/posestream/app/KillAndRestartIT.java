package dev.posestream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.posestream.evaluation.process.PoseStreamProcess;
import dev.posestream.testing.BuiltJar;
import dev.posestream.testing.FreePort;
import dev.posestream.testing.WholeTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, killed in the middle of its work and started again on the same folder. */
class KillAndRestartIT {

    private static final String FRAMES = "posestream.frames";
    private static final String POSES = "posestream.poses";

    private static final int KILLS = 2;

    /** As shells know it. A network that runs when the program is stopped must not bring it down. */
    private static final int STOPPED_BY_SIGTERM = 143;

    @TempDir
    Path folder;

    @Test
    void afterEveryKillItWorksAgainAndNoPublishedFrameIsWithoutItsPose() throws Exception {
        int port = FreePort.find();
        for (int life = 1; life <= KILLS; life++) {
            try (PoseStreamProcess program = start(port)) {
                int sessions = life;
                await("poses in life " + life).atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500))
                        .until(() -> lives(port) >= sessions && posesOfNewest(port) >= 30);
                program.kill();
            }
        }
        try (PoseStreamProcess program = start(port)) {
            await("poses after the last kill").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500))
                    .until(() -> lives(port) > KILLS && posesOfNewest(port) >= 30);
            account(port);
            assertThat(program.stop()).as(program.said()).isEqualTo(STOPPED_BY_SIGTERM);
        }
    }

    /** Holds every published frame of the ended sessions against the poses and the counts of dropped ones. */
    private void account(int port) {
        Map<String, Set<Long>> frames = numbers(read(port, FRAMES), r -> WholeTopic.header(r, "seq"));
        List<ConsumerRecord<String, byte[]>> poses = read(port, POSES);
        Map<String, Set<Long>> analysed = numbers(poses, r -> WholeTopic.header(r, "seq"));
        long dropped = poses.stream().mapToLong(r -> WholeTopic.json(r).get("dropped").asLong()).sum();

        List<String> sessions = new ArrayList<>(frames.keySet());
        long published = 0;
        List<String> missing = new ArrayList<>();
        for (String session : sessions.subList(0, sessions.size() - 1)) {
            published += frames.get(session).size();
            Set<Long> without = new TreeSet<>(frames.get(session));
            without.removeAll(analysed.getOrDefault(session, Set.of()));
            without.forEach(seq -> missing.add(session + "/" + seq));
        }
        assertThat(sessions).hasSizeGreaterThan(KILLS);
        assertThat(missing).as("of %d published frames those without a pose", published).isEmpty();
        assertThat(dropped).isZero();
        long distinct = analysed.values().stream().mapToLong(Set::size).sum();
        assertThat(poses.size() - distinct).as("repeated poses: offsets go on, and only the last moment is done again").isLessThan(published / 3);
        trackIdsGoOn(poses);
    }

    /** An id that was given before a kill is not given to somebody new after it: ids only grow over the first sightings. */
    private static void trackIdsGoOn(List<ConsumerRecord<String, byte[]>> poses) {
        long newest = 0;
        Set<Long> known = new TreeSet<>();
        for (ConsumerRecord<String, byte[]> record : poses) {
            for (JsonNode person : WholeTopic.json(record).get("people")) {
                long track = person.get("track").asLong();
                if (known.add(track)) {
                    assertThat(track).isGreaterThan(newest);
                    newest = track;
                }
            }
        }
        assertThat(newest).isPositive();
    }

    private PoseStreamProcess start(int port) throws IOException {
        return BuiltJar.start(folder.resolve("output.txt"), "run", "--camera", "room=synthetic:?fps=10&people=2&width=640&height=360",
                "--data-folder", folder.resolve("data").toString(), "--broker-port", "" + port, "--port", "0", "--device", "cpu",
                "--max-age", "10m", "--catch-up", "10m");
    }

    private static int lives(int port) {
        return numbers(read(port, FRAMES), r -> WholeTopic.header(r, "seq")).size();
    }

    private static int posesOfNewest(int port) {
        Map<String, Set<Long>> poses = numbers(read(port, POSES), r -> WholeTopic.header(r, "seq"));
        List<String> frames = new ArrayList<>(numbers(read(port, FRAMES), r -> WholeTopic.header(r, "seq")).keySet());
        return frames.isEmpty() ? 0 : poses.getOrDefault(frames.get(frames.size() - 1), Set.of()).size();
    }

    private interface Number {
        String of(ConsumerRecord<String, byte[]> record);
    }

    /** Session, in the order of their appearance, to the numbers seen. */
    private static Map<String, Set<Long>> numbers(List<ConsumerRecord<String, byte[]>> records, Number number) {
        return records.stream().collect(Collectors.groupingBy(r -> WholeTopic.header(r, "session"), LinkedHashMap::new,
                Collectors.mapping(r -> Long.valueOf(number.of(r)), Collectors.toCollection(TreeSet::new))));
    }

    /** Everything on a topic now; nothing while the broker is not up. */
    private static List<ConsumerRecord<String, byte[]>> read(int port, String topic) {
        try {
            return WholeTopic.read("127.0.0.1:" + port, topic);
        } catch (KafkaException e) {
            return List.of();
        }
    }
}
