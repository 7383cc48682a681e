package dev.posestream.evaluation.bench;

import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.BadRecordException;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.PoseJson;
import dev.posestream.stream.RecordTail;
import dev.posestream.stream.StreamException;
import java.util.List;

/** How many bytes of a pose record's JSON are each person's. */
final class PoseSizes {

    private static final int ENOUGH = 300;

    private PoseSizes() {}

    /** @return of those that lie on the topic; 0 where nobody is in them */
    static double bytesPerPerson(KafkaConnection kafka, String topic) throws StreamException, BenchException, InterruptedException {
        long bytes = 0;
        long people = 0;
        try (RecordTail tail = new RecordTail(kafka, topic, true)) {
            for (int read = 0; read < ENOUGH && !tail.atEnd(); ) {
                for (RecordTail.Entry entry : tail.poll()) {
                    PoseFrame frame = PoseJson.read(entry.value());
                    PoseFrame nobody = new PoseFrame(frame.camera(), frame.session(), frame.seq(), frame.capturedUs(), frame.width(), frame.height(),
                            frame.model(), frame.skeleton(), frame.latencyUs(), frame.dropped(), List.of());
                    bytes += entry.value().length - PoseJson.write(nobody).length;
                    people += frame.people().size();
                    read++;
                }
            }
        } catch (BadRecordException e) {
            throw new BenchException("the analysis wrote what is no pose record: " + e.getMessage(), e);
        }
        return people == 0 ? 0 : (double) bytes / people;
    }
}
