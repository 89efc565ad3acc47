package dev.ueba.forest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the golden files: JSON as plain lists, maps and numbers, CSV as columns. */
final class Golden {

    private static final String FOLDER = "/golden/isolation-forest/";

    private Golden() {}

    static Stream<String> cases() {
        return Stream.of(
                "small-50x3",
                "counts-2000x72",
                "continuous-1000x10",
                "duplicates-300x4",
                "reservoir-258x2",
                "tracking-2000x3",
                "bootstrap-500x8",
                "edge-200x6");
    }

    /** An object of a JSON file. */
    record Entry(Map<?, ?> fields) {
        Object get(String name) {
            return Objects.requireNonNull(fields.get(name), name);
        }

        int integer(String name) {
            return ((Number) get(name)).intValue();
        }

        long whole(String name) {
            return ((Number) get(name)).longValue();
        }

        double real(String name) {
            return ((Number) get(name)).doubleValue();
        }

        double bits(String name) {
            return ofBits((String) get(name));
        }

        /** Integers; those above 2^31 - 1 become their 32-bit pattern. */
        int[] integers(String name) {
            return ((List<?>) get(name))
                    .stream()
                            .mapToInt(value -> (int) ((Number) value).longValue())
                            .toArray();
        }

        double[] reals(String name) {
            return ((List<?>) get(name))
                    .stream()
                            .mapToDouble(value -> ((Number) value).doubleValue())
                            .toArray();
        }

        List<String> texts(String name) {
            return ((List<?>) get(name)).stream().map(String::valueOf).toList();
        }
    }

    static double ofBits(String bits) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    }

    static Entry object(String file) throws IOException {
        return new Entry((Map<?, ?>) json(file));
    }

    static List<Entry> list(String file) throws IOException {
        return ((List<?>) json(file))
                .stream().map(entry -> new Entry((Map<?, ?>) entry)).toList();
    }

    /** Returns the lines below the header, as cells. */
    static List<String[]> csv(String file) throws IOException {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        }
    }

    /** Returns the data of a case as {@code columns[feature][row]}. */
    static double[][] columns(String name) throws IOException {
        List<String[]> lines = csv(name + "/X.csv");
        double[][] columns = new double[lines.get(0).length][lines.size()];
        for (int row = 0; row < lines.size(); row++) {
            for (int feature = 0; feature < columns.length; feature++) {
                columns[feature][row] = Double.parseDouble(lines.get(row)[feature]);
            }
        }
        return columns;
    }

    /** Returns the keyword arguments of a case as options. */
    static IsolationForestOptions options(String name) throws IOException {
        Entry params = object(name + "/params.json");
        return IsolationForestOptions.defaults()
                .withTrees(params.integer("n_estimators"))
                .withSamples(amount(params.get("max_samples")))
                .withFeatures(amount(params.get("max_features")))
                .withBootstrap((Boolean) params.get("bootstrap"))
                .withContamination(amount(params.get("contamination")))
                .withSeed(params.whole("random_state"));
    }

    /** Python's way: whole numbers are counts, others shares. */
    private static Amount amount(Object value) {
        if (value instanceof String) {
            return Amount.auto();
        }
        return value instanceof Double share ? Amount.share(share) : Amount.count(((Number) value).intValue());
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Golden.class.getResourceAsStream(FOLDER + file), file);
    }

    private static Object json(String file) throws IOException {
        try (InputStream in = open(file);
                JsonParser parser = new JsonFactory().createParser(in)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                return fields;
            }
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser));
                }
                return values;
            }
            case VALUE_STRING -> {
                return parser.getText();
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return Double.parseDouble(parser.getText());
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            default -> throw new IOException("unexpected " + parser.currentToken());
        }
    }
}
