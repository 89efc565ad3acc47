package dev.ueba.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of documentation, as far as it can be checked.
 *
 * @param name path from the root of the repository, with slashes
 * @param file where it lies
 * @param blocks fenced blocks in order
 * @param prose the lines outside of blocks
 */
record MarkdownPage(String name, Path file, List<Block> blocks, List<String> prose) {

    private static final Pattern FENCE = Pattern.compile("(\\s*)```\\s*([A-Za-z]*)\\s*");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param language what stands behind the fence, or empty
     * @param line line of the page on which the fence opens, from 1
     * @param text content
     * @param compileOnly whether the comment {@code compile only} stands above it
     * @param output the text block that follows directly, if there is one
     */
    record Block(String language, int line, String text, boolean compileOnly, Optional<String> output) {}

    static MarkdownPage read(String name, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Block> blocks = new ArrayList<>();
        List<String> prose = new ArrayList<>();
        String before = "";
        boolean directlyAfterBlock = false;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                prose.add(lines.get(i));
                if (!lines.get(i).isBlank()) {
                    before = lines.get(i).strip();
                    directlyAfterBlock = false;
                }
                continue;
            }
            int opened = i++;
            StringBuilder text = new StringBuilder();
            while (i < lines.size() && !lines.get(i).strip().equals("```")) {
                String line = lines.get(i++);
                text.append(
                                line.startsWith(fence.group(1))
                                        ? line.substring(fence.group(1).length())
                                        : line)
                        .append('\n');
            }
            if (i == lines.size()) {
                throw new IllegalStateException(name + ":" + (opened + 1) + ": the block is not closed");
            }
            String language = fence.group(2).toLowerCase(Locale.ROOT);
            if (language.equals("text") && directlyAfterBlock) {
                Block last = blocks.remove(blocks.size() - 1);
                blocks.add(new Block(
                        last.language(), last.line(), last.text(), last.compileOnly(), Optional.of(text.toString())));
            } else {
                boolean compileOnly = before.equals("<!-- compile only -->");
                blocks.add(new Block(language, opened + 1, text.toString(), compileOnly, Optional.empty()));
            }
            before = "";
            directlyAfterBlock = true;
        }
        return new MarkdownPage(name, file, List.copyOf(blocks), List.copyOf(prose));
    }

    List<String> links() {
        List<String> links = new ArrayList<>();
        for (String line : prose) {
            Matcher matcher = LINK.matcher(line);
            while (matcher.find()) {
                links.add(matcher.group(1));
            }
        }
        return links;
    }

    /** Returns the names that headings can be linked by. */
    List<String> anchors() {
        return prose.stream()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** Returns everything under a heading, up to the next heading of the same or a higher level. */
    String section(String heading) throws IOException {
        int level = heading.indexOf(' ');
        StringBuilder section = new StringBuilder();
        boolean inside = false;
        boolean fenced = false;
        for (String line : Files.readAllLines(file)) {
            fenced ^= line.startsWith("```");
            if (!fenced && line.matches("#{1," + level + "} .*")) {
                inside = line.equals(heading);
            } else if (inside) {
                section.append(line).append('\n');
            }
        }
        if (section.isEmpty()) {
            throw new IllegalStateException(name + " has no section '" + heading + "'");
        }
        return section.toString();
    }
}
