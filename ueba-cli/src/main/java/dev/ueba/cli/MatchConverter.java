package dev.ueba.cli;

import dev.ueba.event.EntityMatch;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the ways to compare the name of an entity. */
final class MatchConverter implements ITypeConverter<EntityMatch.Mode> {

    @Override
    public EntityMatch.Mode convert(String text) {
        return Arrays.stream(EntityMatch.Mode.values())
                .filter(mode -> mode.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + Arrays.toString(EntityMatch.Mode.values()) + ", but was '" + text + "'"));
    }
}
