package dev.posestream.app.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The size of a network's picture, as commands and checkpoints spell it: {@code 256x192}, height first. */
record InputSize(int height, int width) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})x(\\d{1,4})");
    private static final int MOST = 4096;

    static Optional<InputSize> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new InputSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                .filter(size -> size.height > 0 && size.width > 0 && size.height <= MOST && size.width <= MOST) : Optional.empty();
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<InputSize> {

        @Override
        public InputSize convert(String text) {
            return parse(text).orElseThrow(() -> new TypeConversionException("'" + text
                    + "', expected HEIGHTxWIDTH in pixels, height first, such as 256x192, up to " + MOST + " each"));
        }
    }
}
