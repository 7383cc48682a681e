package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CameraLogTest {

    private static final Camera CAMERA = new Camera("door", "rtsp://u:geheim@host/1", CameraSettings.DEFAULT);
    private static final CameraException REFUSED = new CameraException("rtsp://***@host/1: connection refused");
    private static final CameraException ENDED = new CameraException("rtsp://***@host/1: the other side ended the stream");

    private final Logger logger = (Logger) LoggerFactory.getLogger(CameraLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private final CameraLog log = new CameraLog(CAMERA, nanos::get);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private List<String> said() {
        return lines.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aFailureIsOneWarning() {
        log.failed(REFUSED, "0.4 s");
        assertThat(said()).containsExactly("WARN camera door: rtsp://***@host/1: connection refused; trying again in 0.4 s");
    }

    @Test
    void theSameFailureIsSaidOnceAMinuteWithHowOftenItCame() {
        for (int i = 0; i < 7; i++) {
            log.failed(REFUSED, "10 s");
            pass(10);
        }
        assertThat(said()).containsExactly("WARN camera door: rtsp://***@host/1: connection refused; trying again in 10 s",
                "WARN camera door: rtsp://***@host/1: connection refused; trying again in 10 s (the same 5 times since the last such line)");
    }

    @Test
    void failuresThatTakeTurnsAreEachSaidOnceAMinute() {
        for (int i = 0; i < 6; i++) {
            log.failed(i % 2 == 0 ? ENDED : REFUSED, "5 s");
            pass(5);
        }
        assertThat(said()).hasSize(2);
    }

    @Test
    void afterPicturesHaveComeEveryFailureIsNews() {
        log.failed(REFUSED, "1 s");
        log.live();
        log.failed(REFUSED, "1 s");
        assertThat(said()).hasSize(3).element(1).isEqualTo("INFO camera door (rtsp://***@host/1) is live");
    }
}
