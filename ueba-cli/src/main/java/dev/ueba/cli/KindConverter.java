package dev.ueba.cli;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the kinds of data that can be generated. */
final class KindConverter implements ITypeConverter<GenerateCommand.Kind> {

    @Override
    public GenerateCommand.Kind convert(String text) {
        return Arrays.stream(GenerateCommand.Kind.values())
                .filter(kind -> kind.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.toString(GenerateCommand.Kind.values()) + ", but was '" + text + "'"));
    }
}
