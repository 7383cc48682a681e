package dev.posestream.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.posestream.camera.Masking;

/** A log message with its stack trace, credentials in addresses taken out, whoever wrote it. */
public final class MaskedMessage extends ThrowableProxyConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : System.lineSeparator() + super.convert(event);
        return Masking.mask(event.getFormattedMessage() + trace);
    }
}
