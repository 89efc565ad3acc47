package dev.ueba.cli;

import dev.ueba.DetectorModel;
import dev.ueba.ImprovedDetector;
import dev.ueba.RiskState;
import dev.ueba.baseline.ActorBaselines;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** The two states of a nightly job in improved mode, which are replaced together. */
final class NightlyStates {

    /*
     * Two files cannot be replaced in one step. So the new baselines are first written whole beside the old ones, then the risk state
     * is replaced, then the baselines, then the file beside them is removed. Whenever the job dies, one of three things is there:
     *
     * - both states as they were: the night is simply done again, whether or not new baselines lie beside them;
     * - a new risk state and old baselines: the new ones lie beside them and are put into place by the next run;
     * - both states new: what lies beside them is a leftover.
     *
     * Which of them it is, is told by the days and rows that the states know.
     */

    private static final String PENDING = ".next";

    private final Path stateFile;
    private final Path riskFile;
    private final ActorBaselines baselines;
    private final RiskState risk;

    private NightlyStates(Path stateFile, Path riskFile, ActorBaselines baselines, RiskState risk) {
        this.stateFile = stateFile;
        this.riskFile = riskFile;
        this.baselines = baselines;
        this.risk = risk;
    }

    /**
     * Loads both states, and finishes what an interrupted run left between them.
     *
     * @throws IllegalArgumentException if the risk state is of another model, or the states do not know the same days
     */
    static NightlyStates open(Console console, Path stateFile, Path riskFile, DetectorModel model) throws IOException {
        RiskState risk = RiskState.load(riskFile);
        risk.requireModel(model);
        ActorBaselines baselines = ActorBaselines.load(stateFile);
        Path pending = pendingOf(stateFile);
        if (!ImprovedDetector.agree(baselines, risk) && Files.exists(pending)) {
            ActorBaselines newer = ActorBaselines.load(pending);
            if (ImprovedDetector.agree(newer, risk)) {
                newer.save(stateFile);
                baselines = newer;
                console.say(
                        "the last run was interrupted between its two states: baselines brought to %s from %s",
                        newer.lastDay().map(LocalDate::toString).orElse("no day"), SafeText.of(pending.toString()));
            }
        }
        ImprovedDetector.requireAgreement(baselines, risk);
        Files.deleteIfExists(pending);
        return new NightlyStates(stateFile, riskFile, baselines, risk);
    }

    /** Removes what an interrupted run may have left beside baselines that are to be made anew. */
    static void forgetPending(Path stateFile) throws IOException {
        Files.deleteIfExists(pendingOf(stateFile));
    }

    private static Path pendingOf(Path stateFile) {
        return stateFile.resolveSibling(stateFile.getFileName() + PENDING);
    }

    ActorBaselines baselines() {
        return baselines;
    }

    RiskState risk() {
        return risk;
    }

    /** Replaces both files. */
    void save() throws IOException {
        Path pending = pendingOf(stateFile);
        baselines.save(pending);
        risk.save(riskFile);
        baselines.save(stateFile);
        Files.deleteIfExists(pending);
    }
}
