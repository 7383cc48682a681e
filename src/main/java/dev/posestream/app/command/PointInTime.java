package dev.posestream.app.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 2026-11-20T08:00} by this machine's time zone, or with an offset or Z, for picocli. */
final class PointInTime implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime exact ? exact.toInstant() : ((LocalDateTime) parsed).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no time, expected such as 2026-11-20T08:00 (time zone " + ZoneId.systemDefault()
                    + "), 2026-11-20T08:00:30Z or 2026-11-20T08:00+01:00");
        }
    }
}
