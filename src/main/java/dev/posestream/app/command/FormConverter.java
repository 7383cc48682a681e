package dev.posestream.app.command;

import dev.posestream.network.onnx.Form;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code serving} or {@code training}, for picocli. */
final class FormConverter implements ITypeConverter<Form> {

    @Override
    public Form convert(String text) {
        return Arrays.stream(Form.values()).filter(form -> form.label().equals(text)).findFirst().orElseThrow(() ->
                new TypeConversionException("'" + text + "', expected one of " + Arrays.stream(Form.values()).map(Form::label).toList()));
    }
}
