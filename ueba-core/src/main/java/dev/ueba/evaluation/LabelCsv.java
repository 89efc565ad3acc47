package dev.ueba.evaluation;

import dev.ueba.storage.AtomicFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads and writes labels as CSV: {@code actor,day,scenario}, UTF-8, one header line, LF.
 *
 * <p>Read are also a byte order mark, CRLF, quotes, blank lines, further columns (left out), any order of the columns, and
 * files without the column {@code scenario}. Actors are exact texts: blanks around them are part of them. Stateless;
 * thread-safe.
 */
public final class LabelCsv {

    private static final String ACTOR = "actor";
    private static final String DAY = "day";
    private static final String SCENARIO = "scenario";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(true)
            .get();

    private LabelCsv() {}

    /**
     * Writes labels in their order; replaces the file as a whole.
     *
     * @param labels any number; no labels give the header line alone
     * @param file to create or replace; its folder must exist
     * @throws IOException if writing fails, or an actor holds half a surrogate pair, which UTF-8 cannot carry; the file is
     *     unchanged then
     */
    public static void write(List<AttackLabel> labels, Path file) throws IOException {
        AtomicFiles.replace(file, out -> {
            // A fresh encoder refuses what it cannot encode; the convenient constructors write question marks.
            OutputStreamWriter writer = new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder());
            writer.write(line(ACTOR, DAY, SCENARIO));
            for (AttackLabel label : labels) {
                writer.write(line(label.actor(), label.day().toString(), label.scenario()));
            }
            writer.flush();
        });
    }

    /**
     * Reads labels in the order of the file; repeated ones are kept.
     *
     * @param file with the columns {@code actor} and {@code day} (ISO dates) and perhaps {@code scenario}
     * @return unmodifiable; the scenario is empty where the file has none
     * @throws LabelFormatException if the file is not such a file, with its name and line
     * @throws IOException if reading fails
     */
    public static List<AttackLabel> read(Path file) throws IOException {
        List<AttackLabel> labels = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
                CSVParser parser = CSVParser.builder()
                        .setReader(skipMark(reader))
                        .setFormat(FORMAT)
                        .get()) {
            Columns columns = null;
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                if (columns == null) {
                    columns = Columns.of(record, file);
                } else {
                    labels.add(columns.label(record, file, line));
                }
            }
            if (columns == null) {
                throw new LabelFormatException(
                        file + " is empty; expected a header line with the columns actor and day");
            }
        } catch (UncheckedIOException e) {
            throw readable(e.getCause() == null ? new IOException(e) : e.getCause(), file);
        } catch (CharacterCodingException e) {
            throw readable(e, file);
        }
        return List.copyOf(labels);
    }

    private static String line(String actor, String day, String scenario) {
        return FORMAT.format(actor, day, scenario) + '\n';
    }

    private static Reader skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static IOException readable(IOException cause, Path file) {
        if (cause instanceof CharacterCodingException) {
            return new LabelFormatException(file + ": expected text in UTF-8, but some bytes are not", cause);
        }
        if (cause instanceof CSVException) {
            return new LabelFormatException(file + ": not CSV: " + cause.getMessage(), cause);
        }
        return cause;
    }

    /** Where the columns of one file are; the scenario is -1 if there is none. */
    private record Columns(int count, int actor, int day, int scenario) {

        static Columns of(CSVRecord header, Path file) throws LabelFormatException {
            List<String> names = header.toList();
            int actor = position(names, ACTOR, file);
            int day = position(names, DAY, file);
            if (actor < 0 || day < 0) {
                throw new LabelFormatException(
                        file + ", line 1: the columns 'actor' and 'day' are required, but the columns are " + names);
            }
            return new Columns(names.size(), actor, day, position(names, SCENARIO, file));
        }

        private static int position(List<String> names, String name, Path file) throws LabelFormatException {
            int position = names.indexOf(name);
            if (position != names.lastIndexOf(name)) {
                throw new LabelFormatException(file + ", line 1: the column '" + name + "' occurs twice");
            }
            return position;
        }

        AttackLabel label(CSVRecord record, Path file, long line) throws LabelFormatException {
            if (record.size() != count) {
                throw new LabelFormatException(
                        file + ", line " + line + ": expected " + count + " cells, but there are " + record.size());
            }
            String name = record.get(actor);
            if (name.isEmpty()) {
                throw new LabelFormatException(file + ", line " + line + ": 'actor' is empty; every label needs one");
            }
            try {
                LocalDate date = LocalDate.parse(record.get(day).strip());
                return new AttackLabel(name, date, scenario < 0 ? "" : record.get(scenario));
            } catch (DateTimeException e) {
                throw new LabelFormatException(
                        file + ", line " + line + ": 'day' is not a date like 2026-01-31: '" + record.get(day) + "'",
                        e);
            }
        }
    }
}
