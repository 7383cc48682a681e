package dev.posestream.app.command;

import dev.posestream.stream.RecordPosition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code PARTITION@OFFSET}, for picocli. */
final class PositionConverter implements ITypeConverter<RecordPosition> {

    @Override
    public RecordPosition convert(String text) {
        try {
            return RecordPosition.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
