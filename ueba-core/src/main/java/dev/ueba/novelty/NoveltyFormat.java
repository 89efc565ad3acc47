package dev.ueba.novelty;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import dev.ueba.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The file of a novelty model; described in docs/model-format.md. */
final class NoveltyFormat {

    private static final StoredFile FILE = new StoredFile("UEBANOVL", "a file of what is usual", 1);

    private NoveltyFormat() {}

    static void write(NoveltyModel model, Path file) throws IOException {
        BinaryWriter out = new BinaryWriter();
        write(model, out);
        FILE.write(file, out);
    }

    static void write(NoveltyModel model, BinaryWriter out) {
        out.writeTexts(model.schema().columns());
        NoveltyOptions options = model.options();
        out.writeTexts(List.copyOf(new TreeSet<>(options.excludedFeatures())));
        out.writeDouble(options.halfLifeDays());
        out.writeInt(options.firstInDays());
        out.writeInt(options.warmUpDays());
        out.writeBoolean(options.calibrated());
        out.writeBoolean(options.discounted());
        out.writeDouble(options.raisedShare());
        Map<String, String> groups = model.peers().sorted();
        out.writeInt(groups.size());
        groups.forEach((actor, group) -> {
            out.writeText(actor);
            out.writeText(group);
        });
        model.state().write(out);
    }

    static NoveltyModel read(Path file) throws IOException {
        BinaryReader in = FILE.read(file).reader();
        NoveltyModel model = read(in);
        in.expectEnd();
        return model;
    }

    static NoveltyModel read(BinaryReader in) throws ModelFormatException {
        List<String> columns = in.readTexts("column name");
        List<String> excluded = in.readTexts("excluded feature");
        double halfLifeDays = in.readFinite("the half-life");
        int firstInDays = in.readInt();
        int warmUpDays = in.readInt();
        boolean calibrated = in.readBoolean();
        boolean discounted = in.readBoolean();
        double raisedShare = in.readFinite("the share of raised features");
        Map<String, String> groups = new HashMap<>();
        int members = in.readCount("members of groups", 2 * Integer.BYTES);
        for (int i = 0; i < members; i++) {
            groups.put(in.readText("the name of an actor"), in.readText("the name of a group"));
        }
        NoveltyModel model = empty(
                in,
                columns,
                Set.copyOf(excluded),
                new double[] {halfLifeDays, firstInDays, warmUpDays, raisedShare},
                calibrated,
                discounted,
                groups);
        model.state().read(in);
        return model;
    }

    private static NoveltyModel empty(
            BinaryReader in,
            List<String> columns,
            Set<String> excluded,
            double[] numbers,
            boolean calibrated,
            boolean discounted,
            Map<String, String> groups)
            throws ModelFormatException {
        try {
            NoveltyOptions options = new NoveltyOptions(
                    excluded, numbers[0], (int) numbers[1], (int) numbers[2], calibrated, discounted, numbers[3]);
            return NoveltyModel.empty(FeatureSchema.of(columns), options, PeerGroups.of(groups));
        } catch (IllegalArgumentException e) {
            throw in.broken(String.valueOf(e.getMessage()));
        }
    }
}
