package dev.ueba.report;

import dev.ueba.event.EntityAnomaly;
import dev.ueba.event.EntityLookupResult;
import dev.ueba.storage.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The result of an entity lookup as one self-contained page and as pictures. Texts of logs are shown as text, never as markup; the
 * page loads nothing and runs no scripts.
 *
 * <p>Immutable and safe to share between threads. Pictures need a font, see {@link ReportCharts}.
 */
public final class InvestigationReport {

    private static final int MOST_PICTURES = 12;
    private static final int FEWEST_PICTURES = 3;

    private final EntityLookupResult result;

    private InvestigationReport(EntityLookupResult result) {
        this.result = result;
    }

    /**
     * Returns the report of a result.
     *
     * @param result may be without anomalies
     * @return a report; nothing is drawn yet
     */
    public static InvestigationReport of(EntityLookupResult result) {
        return new InvestigationReport(Objects.requireNonNull(result, "result"));
    }

    /**
     * Returns the anomalies that get a picture: the top ones, at most 12; if fewer than 3 are top ones, the strangest 3.
     *
     * @return strangest first
     */
    public List<EntityAnomaly> pictured() {
        int top = Math.max(FEWEST_PICTURES, result.top().size());
        return result.anomalies().subList(0, Math.min(result.anomalies().size(), Math.min(MOST_PICTURES, top)));
    }

    /**
     * Writes the page.
     *
     * @param file HTML to create or replace; its folder must exist
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeHtml(Path file) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (EntityAnomaly anomaly : pictured()) {
            pictures.add(SeriesChart.png(anomaly));
        }
        InvestigationPage page = new InvestigationPage(result, pictured(), pictures);
        AtomicFiles.replace(file, page::write);
    }

    /**
     * Writes a picture of each of {@link #pictured}: {@code anomaly-01.png} and so on. Pictures of such names that an earlier result
     * left there are deleted.
     *
     * @param folder where they go; must exist
     * @return the files, in order
     * @throws IOException if writing fails
     */
    public List<Path> writePictures(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (EntityAnomaly anomaly : pictured()) {
            byte[] png = SeriesChart.png(anomaly);
            Path file = folder.resolve(name(files.size() + 1));
            AtomicFiles.replace(file, out -> out.write(png));
            files.add(file);
        }
        for (int number = files.size() + 1; number <= MOST_PICTURES; number++) {
            Files.deleteIfExists(folder.resolve(name(number)));
        }
        return List.copyOf(files);
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "anomaly-%02d.png", number);
    }
}
