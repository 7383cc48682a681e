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
import java.util.Optional;
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
    static final String SCENES = "scenes";

    private static final Logger log = LoggerFactory.getLogger(AnalyzeProcessor.class);

    private final FrameAnalysis analysis;
    private final AnalyzeModel model;
    private final AnalyzeSettings settings;
    private final AnalyzeMetrics metrics;
    private final FairShare shares;
    private final LongSupplier clockUs;
    private final int maxFrameBytes;
    private final Optional<BackfillRange> backfill;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, CameraMemory> memories;
    private KeyValueStore<String, byte[]> scenes;
    private Admission admission;

    AnalyzeProcessor(FrameAnalysis analysis, AnalyzeModel model, AnalyzeSettings settings, AnalyzeMetrics metrics, FairShare shares,
                     LongSupplier clockUs, int maxFrameBytes, Optional<BackfillRange> backfill) {
        this.analysis = analysis;
        this.model = model;
        this.settings = settings;
        this.metrics = metrics;
        this.shares = shares;
        this.clockUs = clockUs;
        this.maxFrameBytes = maxFrameBytes;
        this.backfill = backfill;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.memories = context.getStateStore(STORE);
        this.scenes = context.getStateStore(SCENES);
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
        if (backfill.isPresent() && !backfill.get().contains(record, context.recordMetadata().orElseThrow())) {
            return;
        }
        try {
            handle(record, FrameHeaders.read(record.key(), record.value(), record.headers()));
        } catch (BadRecordException e) {
            bury(record, e.getMessage());
        }
    }

    private void handle(Record<String, byte[]> record, Frame frame) throws BadRecordException {
        CameraMemory memory = memory(frame);
        if (repeated(record, frame, memory)) {
            metrics.repeated(frame.camera());
            return;
        }
        try {
            if (overtaken(record, frame, memory)) {
                analyse(record, frame, memory, true);
            } else {
                judge(record, frame, memory);
            }
        } catch (BadRecordException | BadImageException | InferenceException e) {
            remember(frame, memory);
            bury(record, e.getMessage());
        }
    }

    /** Whether it was put back onto the topic after later ones of its camera had been analysed. */
    private static boolean overtaken(Record<String, byte[]> record, Frame frame, CameraMemory memory) {
        return DeadLetter.retries(record.headers()) > 0 && frame.picture().capturedUs() <= memory.tracking().timeUs();
    }

    /** Whether it has been handled; one that was put back on purpose is handled again. */
    private boolean repeated(Record<String, byte[]> record, Frame frame, CameraMemory memory) {
        return memory.handled().includes(frame.session(), frame.seq()) && DeadLetter.retries(record.headers()) == 0;
    }

    /**
     * Keeps what is known after a frame; that it has been handled only where the state is committed together with the outcome, because otherwise
     * the state may be ahead of an outcome that a crash has swallowed.
     */
    private void remember(Frame frame, CameraMemory memory) {
        memories.put(frame.camera(), settings.guarantee() == Guarantee.EXACTLY_ONCE ? memory.having(frame.session(), frame.seq()) : memory);
    }

    private void judge(Record<String, byte[]> record, Frame frame, CameraMemory memory) throws BadRecordException, BadImageException, InferenceException {
        Admission.Verdict verdict = live(frame) ? admission.judge(frame.camera(), frame.priority(), frame.picture().capturedUs(), clockUs.getAsLong())
                : Admission.Verdict.ANALYSE;
        switch (verdict) {
            case LATE -> drop(record, frame, memory, DroppedFrame.Reason.LATE);
            case OVER_SHARE -> drop(record, frame, memory, DroppedFrame.Reason.SHARE);
            case ANALYSE -> analyse(record, frame, memory, false);
        }
    }

    private void drop(Record<String, byte[]> record, Frame frame, CameraMemory memory, DroppedFrame.Reason reason) {
        remember(frame, memory.dropping());
        DroppedFrame dropped = DroppedFrame.of(frame, clockUs.getAsLong(), reason);
        forward(record, DroppedJson.write(dropped), CloudEvent.of(dropped), AnalyzeTopology.DROPPED);
        metrics.dropped(frame.camera(), reason);
    }

    private void analyse(Record<String, byte[]> record, Frame frame, CameraMemory memory, boolean alone)
            throws BadRecordException, BadImageException, InferenceException {
        long capturedUs = frame.picture().capturedUs();
        long beganUs = backfill.isPresent() ? clockUs.getAsLong() : frame.replayedUs().orElse(capturedUs);
        try (Image image = Image.decode(frame.picture().jpeg())) {
            checkSize(frame, image);
            Scene scene = scene(frame.camera());
            FrameAnalysis.Result result = analysed(frame, memory, scene, image, alone);
            remember(frame, result.memory());
            if (result.scene() != scene) {
                scenes.put(frame.camera(), result.scene().bytes());
            }

            long latencyUs = clockUs.getAsLong() - beganUs;
            PoseFrame poses = new PoseFrame(frame.camera(), frame.session(), frame.seq(), capturedUs, image.width(), image.height(),
                    model.name(), model.skeleton(), latencyUs, alone ? 0 : memory.dropped(), result.people());
            forward(record, PoseJson.write(poses), CloudEvent.of(poses), AnalyzeTopology.POSES);
            metrics.analysed(frame.camera(), latencyUs, result.people().size());
            if (live(frame)) {
                admission.analysed();
            }
        }
    }

    /** What breaks on a frame in any other way than those foreseen would break on it again: it is the frame's fault. */
    private FrameAnalysis.Result analysed(Frame frame, CameraMemory memory, Scene scene, Image image, boolean alone) throws InferenceException {
        try {
            long capturedUs = frame.picture().capturedUs();
            return alone ? analysis.analyseAlone(memory, scene, image, capturedUs) : analysis.analyse(memory, scene, image, capturedUs);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InferenceException("the analysis broke: " + e, e);
        }
    }

    private Scene scene(String camera) {
        byte[] cells = scenes.get(camera);
        return cells == null ? Scene.UNKNOWN : Scene.of(cells);
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
            return memory == null ? CameraMemory.EMPTY : memory;
        } catch (SerializationException e) {
            throw new BadRecordException("what is remembered of camera " + frame.camera() + " can't be read: " + e.getMessage());
        }
    }

    /** Whether its poses are waited for. */
    private boolean live(Frame frame) {
        return backfill.isEmpty() && frame.replayedUs().isEmpty();
    }

    private void bury(Record<String, byte[]> record, String reason) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        log.warn("record {}-{}@{} goes to the dead letters: {}", origin.topic(), origin.partition(), origin.offset(), reason);
        Headers headers = DeadLetter.headers(record.headers(), reason, origin.topic(), origin.partition(), origin.offset(), Instant.now());
        backfill.ifPresent(range -> DeadLetter.put(headers, DeadLetter.BACKFILL, settings.applicationId()));
        forward(record, DeadLetter.value(record.value(), maxFrameBytes, headers), headers, AnalyzeTopology.DEADLETTER);
        metrics.deadletter();
    }

    private void forward(Record<String, byte[]> record, byte[] value, Headers headers, String to) {
        context.forward(new Record<>(record.key(), value, record.timestamp(), headers), to);
    }
}
