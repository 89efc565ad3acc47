package dev.ueba.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the header line of a feature table. Names are exact text. */
final class FeatureCsvHeader {

    private FeatureCsvHeader() {}

    /** Returns the schema of a header; {@code where} is file and line for messages. */
    static FeatureSchema schemaOf(CsvCells header, String where, FeatureCsvOptions options)
            throws FeatureFormatException {
        List<String> names = readNames(header, where, options);
        refuseMissing(names, where, options);
        refuseUnnamed(names, where);
        refuseRepeated(names, where);
        return FeatureSchema.of(names);
    }

    /** Returns the names of a header that needs no particular columns. */
    static List<String> namesOf(CsvCells header, String where, FeatureCsvOptions options)
            throws FeatureFormatException {
        List<String> names = readNames(header, where, options);
        refuseUnnamed(names, where);
        refuseRepeated(names, where);
        return List.copyOf(names);
    }

    private static List<String> readNames(CsvCells header, String where, FeatureCsvOptions options)
            throws FeatureFormatException {
        if (header.cellCount() > options.maxColumns()) {
            throw new FeatureFormatException(where + ": the header has " + header.cellCount()
                    + " columns, the most allowed is " + options.maxColumns() + "; is this a feature table?");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.cellCount(); i++) {
            String name = header.cell(i);
            if (CsvValues.isMalformed(name)) {
                throw new FeatureFormatException(where + ": the name of column " + (i + 1) + ", "
                        + CsvValues.quoted(name) + ", has " + CsvValues.NOT_UTF_8);
            }
            names.add(name);
        }
        return names;
    }

    private static void refuseMissing(List<String> names, String where, FeatureCsvOptions options)
            throws FeatureFormatException {
        Set<String> missing = new LinkedHashSet<>(List.of(FeatureSchema.ACTOR, FeatureSchema.DAY));
        missing.addAll(options.requiredColumns());
        names.forEach(missing::remove);
        if (missing.isEmpty()) {
            return;
        }
        String list = missing.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        throw new FeatureFormatException(where + ": the header lacks the column" + (missing.size() > 1 ? "s " : " ")
                + list + "; " + advice(names, missing));
    }

    private static String advice(List<String> names, Set<String> missing) {
        Optional<String> separator = otherSeparator(names);
        if (separator.isPresent()) {
            return "the cells seem to be separated by " + separator.get() + ", expected commas: export it again with"
                    + " commas";
        }
        for (String name : missing) {
            for (String found : names) {
                if (simplified(found).equals(simplified(name))) {
                    return "names are exact text, and " + CsvValues.quoted(found) + " is not '" + name
                            + "': mind upper and lower case, and blanks around commas";
                }
            }
        }
        if (names.stream().anyMatch(FeatureCsvHeader::looksLikeData)) {
            return "the line looks like data: put a line with the names of the columns above it";
        }
        return "the first line must name the columns";
    }

    private static Optional<String> otherSeparator(List<String> names) {
        if (names.size() > 2) {
            return Optional.empty();
        }
        String first = names.get(0);
        if (first.indexOf(';') >= 0) {
            return Optional.of("semicolons");
        }
        if (first.indexOf('\t') >= 0) {
            return Optional.of("tabs");
        }
        return first.indexOf('|') >= 0 ? Optional.of("vertical bars") : Optional.empty();
    }

    private static String simplified(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean looksLikeData(String cell) {
        return new CsvNumbers().parse(cell) || CsvDays.parse(cell) != CsvDays.REFUSED;
    }

    private static void refuseUnnamed(List<String> names, String where) throws FeatureFormatException {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                throw new FeatureFormatException(where + ": column " + (i + 1)
                        + " has no name; name it or leave it out (pandas adds such a column unless told index=False)");
            }
        }
    }

    private static void refuseRepeated(List<String> names, String where) throws FeatureFormatException {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Integer first = seen.putIfAbsent(names.get(i), i);
            if (first != null) {
                throw new FeatureFormatException(where + ": the column " + CsvValues.quoted(names.get(i))
                        + " occurs twice, as column " + (first + 1) + " and " + (i + 1) + "; leave one out");
            }
        }
    }
}
