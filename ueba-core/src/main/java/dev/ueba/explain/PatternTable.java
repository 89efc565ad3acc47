package dev.ueba.explain;

import dev.ueba.feature.FeatureFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a table of attack patterns, line by line. */
final class PatternTable {

    /*
     * A step is alternatives separated by blanks, each of conditions joined by &. A condition is a feature, >=, the least count and, if
     * wanted, a comma and either how many times the usual value ("3x") or "max". The expressions have no nested repetition, so that no
     * text makes them slow.
     */

    private static final int CELLS = 8;
    private static final int MOST_PATTERNS = 1_000;
    private static final int MOST_CONDITIONS = 200;
    private static final String NOTHING = "-";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,3}");
    private static final Pattern SEVERAL = Pattern.compile("([0-9]{1,3})of");
    private static final Pattern TECHNIQUE = Pattern.compile("T[0-9]{4}(\\.[0-9]{3})?");
    private static final Pattern CONDITION = Pattern.compile(
            "([^>=,&]{1,200})>=([0-9]{1,9}(?:\\.[0-9]{1,6})?)(?:,(?:([0-9]{1,6}(?:\\.[0-9]{1,6})?)x|(max)))?");

    private final String name;
    private final int version;
    private final String attackVersion;
    private final Map<String, String> techniqueNames = AttackTechniques.names();

    private PatternTable(String name, String attackVersion) {
        this.name = name;
        this.attackVersion = attackVersion;
        this.version = AttackTechniques.indexOfVersion(attackVersion);
    }

    /** Reads a table; {@code name} is what errors call it. */
    static List<AttackPattern> read(InputStream in, String name, String attackVersion) throws IOException {
        PatternTable table = new PatternTable(name, attackVersion);
        List<AttackPattern> patterns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                Line parsed = table.new Line(number);
                AttackPattern pattern = parsed.pattern(line);
                if (!names.add(pattern.name())) {
                    throw parsed.wrong("the pattern '" + pattern.name() + "' occurs twice; give each one line");
                }
                if (names.size() > MOST_PATTERNS) {
                    throw parsed.wrong("expected at most " + MOST_PATTERNS + " patterns");
                }
                patterns.add(pattern);
            }
        } catch (CharacterCodingException e) {
            throw new FeatureFormatException(name + ": expected UTF-8 text", e);
        }
        return patterns;
    }

    /** One line, for its errors. */
    private final class Line {

        private final int number;

        Line(int number) {
            this.number = number;
        }

        FeatureFormatException wrong(String what) {
            return new FeatureFormatException(name + ", line " + number + ": " + what);
        }

        AttackPattern pattern(String line) throws FeatureFormatException {
            String[] cells = line.split("\t", -1);
            if (cells.length != CELLS) {
                throw wrong(
                        "expected eight cells separated by tabs (pattern, days, first, then, shown, v18, v19, why), found "
                                + cells.length);
            }
            if (!NAME.matcher(cells[0]).matches()) {
                throw wrong("the name of a pattern must be 1 to 64 letters, digits, _ and -");
            }
            int days = DAYS.matcher(cells[1]).matches() ? Integer.parseInt(cells[1]) : 0;
            if (days < 1 || days > AttackPattern.MOST_DAYS) {
                throw wrong("the days must be a whole number from 1 to " + AttackPattern.MOST_DAYS);
            }
            PatternStep first = step(cells[2]);
            Optional<PatternStep> then = cells[3].equals(NOTHING) ? Optional.empty() : Optional.of(step(cells[3]));
            if (then.isPresent() && (first.least() > 1 || then.get().least() > 1)) {
                throw wrong("a step that needs several alternatives must be the only one; write - for the second step");
            }
            // Both versions are read, so that a table does not break when the other one is asked for.
            List<List<AttackTechnique>> techniques = List.of(techniques(cells[5]), techniques(cells[6]));
            if (techniques.get(0).size() != techniques.get(1).size()) {
                throw wrong("both versions of ATT&CK need as many techniques");
            }
            if (cells[7].isBlank()) {
                throw wrong("the last cell, why, must not be blank");
            }
            return new AttackPattern(
                    cells[0], days, first, then, features(cells[4]), techniques.get(version), cells[7].strip());
        }

        private List<String> features(String cell) throws FeatureFormatException {
            if (cell.equals(NOTHING)) {
                return List.of();
            }
            List<String> features = List.of(cell.split(" ", -1));
            if (features.stream().anyMatch(String::isBlank)) {
                throw wrong("the features that are shown must be separated by one blank each; write - for none");
            }
            return features;
        }

        private List<AttackTechnique> techniques(String cell) throws FeatureFormatException {
            List<AttackTechnique> techniques = new ArrayList<>();
            for (String id : cell.equals(NOTHING) ? new String[0] : cell.split(" ", -1)) {
                if (!TECHNIQUE.matcher(id).matches()) {
                    throw wrong(
                            "techniques must be ids such as T1098.001, separated by one blank each; write - for none");
                }
                techniques.add(new AttackTechnique(
                        id,
                        techniqueNames.getOrDefault(id, ""),
                        attackVersion,
                        false,
                        AttackTechnique.Confidence.UNRATED));
            }
            return techniques;
        }

        private PatternStep step(String cell) throws FeatureFormatException {
            List<String> words = new ArrayList<>(List.of(cell.split(" ", -1)));
            Matcher several = SEVERAL.matcher(words.get(0));
            int least = 1;
            if (several.matches()) {
                least = Integer.parseInt(several.group(1));
                words.remove(0);
            }
            int conditions = 0;
            List<List<FeatureCondition>> alternatives = new ArrayList<>();
            for (String word : words) {
                List<FeatureCondition> together = new ArrayList<>();
                for (String condition : word.split("&", -1)) {
                    together.add(condition(condition));
                }
                conditions += together.size();
                alternatives.add(together);
            }
            if (conditions > MOST_CONDITIONS) {
                throw wrong("a step has " + conditions + " conditions; expected at most " + MOST_CONDITIONS);
            }
            if (least < 1 || least > alternatives.size()) {
                throw wrong("a step of " + alternatives.size() + " alternatives cannot need " + least + " of them");
            }
            return new PatternStep(least, alternatives);
        }

        private FeatureCondition condition(String text) throws FeatureFormatException {
            Matcher parts = CONDITION.matcher(text);
            double least = parts.matches() ? Double.parseDouble(parts.group(2)) : 0.0;
            if (!(least > 0.0) || parts.group(1).isBlank()) {
                throw wrong("expected conditions such as git_clone>=10 or git_clone>=10,3x (three times the usual) or"
                        + " unique_ips_used>=2,max (more than ever before), with a least count above 0");
            }
            String times = parts.group(3);
            return new FeatureCondition(
                    parts.group(1), least, times == null ? 0.0 : Double.parseDouble(times), parts.group(4) != null);
        }
    }
}
