package dev.ueba;

import dev.ueba.novelty.NoveltyModel;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import dev.ueba.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The file of a risk state; described in docs/model-format.md. */
final class RiskFormat {

    private static final StoredFile FILE = new StoredFile("UEBARISK", "a file of a risk state", 1);

    private static final int IDENTITY_DIGITS = 64;

    private RiskFormat() {}

    static void write(RiskState state, Path file) throws IOException {
        FILE.write(file, body(state));
    }

    static byte[] toBytes(RiskState state) {
        return FILE.toBytes(body(state));
    }

    static RiskState read(Path file) throws IOException {
        return read(FILE.read(file).reader());
    }

    static RiskState fromBytes(byte[] bytes) throws ModelFormatException {
        return read(FILE.read("the bytes of a risk state", bytes).reader());
    }

    private static BinaryWriter body(RiskState state) {
        BinaryWriter out = new BinaryWriter();
        out.writeText(state.modelIdentity());
        state.novelty().writeTo(out);
        writeOptions(out, state.options());
        state.past().write(out);
        state.entities().write(out);
        state.alerts().write(out);
        state.held().write(out);
        return out;
    }

    private static RiskState read(BinaryReader in) throws ModelFormatException {
        String modelIdentity = in.readText("the identity of the model");
        if (!modelIdentity.isEmpty() && modelIdentity.length() != IDENTITY_DIGITS) {
            throw in.broken("the identity of the model must have " + IDENTITY_DIGITS + " digits");
        }
        NoveltyModel novelty = NoveltyModel.readFrom(in);
        RiskState state = new RiskState(novelty, readOptions(in, novelty), modelIdentity);
        state.past().read(in);
        StoredDays days = new StoredDays(
                novelty.firstDay().map(RiskFormat::number).orElse(0),
                novelty.lastDay().map(RiskFormat::number).orElse(-1));
        state.entities().read(in, days);
        state.alerts().read(in, days);
        state.held().read(in, novelty);
        in.expectEnd();
        return state;
    }

    private static int number(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    /** Writes what a novelty model does not hold itself. */
    private static void writeOptions(BinaryWriter out, ImprovedOptions options) {
        out.writeBoolean(options.usesNovelty());
        out.writeBoolean(options.usesForest());
        List<SensitiveAction> actions = options.sensitiveActions().actions();
        out.writeInt(actions.size());
        for (SensitiveAction action : actions) {
            out.writeText(action.feature());
            out.writeText(action.severity().toString());
            out.writeText(action.technique());
            out.writeText(action.why());
        }
        AlertBudget budget = options.budget();
        out.writeInt(budget.alertsPerDay());
        out.writeInt(budget.machineAlertsPerDay());
        out.writeInt(budget.averageDays());
        out.writeDouble(budget.leastRisk());
        out.writeInt(budget.coolDownDays());
        out.writeDouble(budget.coolDownBits());
        out.writeTexts(options.machineNameParts());
        out.writeDouble(options.entityHalfLifeDays());
        out.writeInt(options.quarantineDays());
    }

    private static ImprovedOptions readOptions(BinaryReader in, NoveltyModel novelty) throws ModelFormatException {
        try {
            return new ImprovedOptions(
                    novelty.options(),
                    novelty.peers(),
                    in.readBoolean(),
                    in.readBoolean(),
                    readActions(in),
                    new AlertBudget(
                            in.readInt(), in.readInt(), in.readInt(), in.readDouble(), in.readInt(), in.readDouble()),
                    in.readTexts("part of a machine's name"),
                    in.readDouble(),
                    in.readInt());
        } catch (IllegalArgumentException e) {
            throw in.broken(String.valueOf(e.getMessage()));
        }
    }

    private static SensitiveActions readActions(BinaryReader in) throws ModelFormatException {
        int count = in.readCount("sensitive actions", 4 * Integer.BYTES);
        List<SensitiveAction> actions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            actions.add(new SensitiveAction(
                    in.readText("a sensitive feature"),
                    readSeverity(in),
                    in.readText("a technique"),
                    in.readText("the reason of a sensitive action")));
        }
        return SensitiveActions.of(actions);
    }

    private static Severity readSeverity(BinaryReader in) throws ModelFormatException {
        String word = in.readText("a severity");
        for (Severity severity : Severity.values()) {
            if (severity.toString().equals(word)) {
                return severity;
            }
        }
        throw in.broken("the severity of a sensitive action must be informational, low, medium or high");
    }
}
