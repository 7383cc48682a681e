package dev.posestream.stream;

import dev.posestream.analysis.Admission;
import dev.posestream.analysis.CameraMemory;
import dev.posestream.analysis.FairShare;
import dev.posestream.analysis.FrameAnalysis;
import dev.posestream.analysis.Scene;
import dev.posestream.camera.Frame;
import dev.posestream.inference.BadImageException;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.pose.PoseFrame;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One frame in; one record out: its poses, that it was dropped, or a dead letter. All inside {@link #process}, so that an
 * offset is committed only after the outcome has been handed on.
 */
final class AnalyzeProcessor implements Processor<String, byte[], String, byte[]> {

    static final String STORE = "cameras";

    private static final Logger log = LoggerFactory.getLogger(AnalyzeProcessor.class);

    private final FrameAnalysis analysis;
    private final AnalyzeModel model;
    private final AnalyzeSettings settings;
    private final AnalyzeMetrics metrics;
    private final FairShare shares;
    private final LongSupplier clockUs;
    private final int maxFrameBytes;
    private final Map<String, Scene> scenes = new HashMap<>();
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, CameraMemory> memories;
    private Admission admission;

    AnalyzeProcessor(FrameAnalysis analysis, AnalyzeModel model, AnalyzeSettings settings, AnalyzeMetrics metrics, FairShare shares,
                     LongSupplier clockUs, int maxFrameBytes) {
        this.analysis = analysis;
        this.model = model;
        this.settings = settings;
        this.metrics = metrics;
        this.shares = shares;
        this.clockUs = clockUs;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.memories = context.getStateStore(STORE);
        this.admission = new Admission(settings.maxAge(), settings.catchUp(), clockUs.getAsLong(), shares, Thread.currentThread().getName());
    }

    @Override
    public void close() {
        if (admission != null) {
            admission.close();
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            Frame frame = FrameHeaders.read(record.key(), record.value(), record.headers());
            CameraMemory memory = memory(frame);
            if (repeated(frame, memory)) {
                metrics.repeated(frame.camera());
            } else {
                switch (verdict(frame)) {
                    case LATE -> drop(record, frame, memory, DroppedFrame.Reason.LATE);
                    case OVER_SHARE -> drop(record, frame, memory, DroppedFrame.Reason.SHARE);
                    case ANALYSE -> analyse(record, frame, memory);
                }
            }
        } catch (BadRecordException | BadImageException | InferenceException e) {
            bury(record, e.getMessage());
        }
    }

    /**
     * Whether it has been handled. The state tells only where it is committed together with what was handed on; otherwise it may be
     * ahead of the outcome that a crash has swallowed.
     */
    private boolean repeated(Frame frame, CameraMemory memory) {
        return settings.guarantee() == Guarantee.EXACTLY_ONCE && frame.seq() <= memory.seq();
    }

    private void drop(Record<String, byte[]> record, Frame frame, CameraMemory memory, DroppedFrame.Reason reason) {
        memories.put(frame.camera(), memory.dropping(frame.seq()));
        DroppedFrame dropped = DroppedFrame.of(frame, clockUs.getAsLong(), reason);
        forward(record, DroppedJson.write(dropped), CloudEvent.of(dropped), AnalyzeTopology.DROPPED);
        metrics.dropped(frame.camera(), reason);
    }

    private void analyse(Record<String, byte[]> record, Frame frame, CameraMemory memory)
            throws BadRecordException, BadImageException, InferenceException {
        long capturedUs = frame.picture().capturedUs();
        try (Image image = Image.decode(frame.picture().jpeg())) {
            checkSize(frame, image);
            FrameAnalysis.Result result = analysed(frame, memory, image);
            memories.put(frame.camera(), result.memory().at(frame.seq()));
            scenes.put(frame.camera(), result.scene());

            long latencyUs = clockUs.getAsLong() - frame.replayedUs().orElse(capturedUs);
            PoseFrame poses = new PoseFrame(frame.camera(), frame.session(), frame.seq(), capturedUs, image.width(), image.height(),
                    model.name(), model.skeleton(), latencyUs, memory.dropped(), result.people());
            forward(record, PoseJson.write(poses), CloudEvent.of(poses), AnalyzeTopology.POSES);
            metrics.analysed(frame.camera(), latencyUs, result.people().size());
            if (live(frame)) {
                admission.analysed();
            }
        }
    }

    /** What breaks on a frame in any other way than those foreseen would break on it again: it is the frame's fault. */
    private FrameAnalysis.Result analysed(Frame frame, CameraMemory memory, Image image) throws InferenceException {
        try {
            Scene scene = scenes.getOrDefault(frame.camera(), Scene.UNKNOWN);
            return analysis.analyse(memory, scene, image, frame.picture().capturedUs());
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InferenceException("the analysis broke: " + e, e);
        }
    }

    private static void checkSize(Frame frame, Image image) throws BadRecordException {
        if (image.width() != frame.picture().width() || image.height() != frame.picture().height()) {
            throw new BadRecordException("not a frame: headers width and height say " + frame.picture().width() + "x" + frame.picture().height()
                    + ", the picture has " + image.width() + "x" + image.height());
        }
    }

    /** A memory that can't be read is not replaced by an empty one: track ids would be used again. */
    private CameraMemory memory(Frame frame) throws BadRecordException {
        try {
            CameraMemory memory = memories.get(frame.camera());
            return (memory == null ? CameraMemory.EMPTY : memory).in(frame.session());
        } catch (SerializationException e) {
            throw new BadRecordException("what is remembered of camera " + frame.camera() + " can't be read: " + e.getMessage());
        }
    }

    private Admission.Verdict verdict(Frame frame) {
        return live(frame) ? admission.judge(frame.camera(), frame.priority(), frame.picture().capturedUs(), clockUs.getAsLong())
                : Admission.Verdict.ANALYSE;
    }

    private static boolean live(Frame frame) {
        return frame.replayedUs().isEmpty();
    }

    private void bury(Record<String, byte[]> record, String reason) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        log.warn("record {}-{}@{} goes to the dead letters: {}", origin.topic(), origin.partition(), origin.offset(), reason);
        Headers headers = DeadLetter.headers(record.headers(), reason, origin.topic(), origin.partition(), origin.offset(), Instant.now());
        forward(record, DeadLetter.value(record.value(), maxFrameBytes, headers), headers, AnalyzeTopology.DEADLETTER);
        metrics.deadletter();
    }

    private void forward(Record<String, byte[]> record, byte[] value, Headers headers, String to) {
        context.forward(new Record<>(record.key(), value, record.timestamp(), headers), to);
    }
}
