package dev.ueba.cli;

import dev.ueba.AlertBudget;
import dev.ueba.AnalystDecisions;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskState;
import dev.ueba.SensitiveActions;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.PeerGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how rows are scored. */
final class ImprovedSettings {

    /** How rows are scored. */
    enum Mode {
        FAITHFUL,
        IMPROVED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String LEARNED = "learned";
    private static final int LEARNED_GROUPS = 8;

    @Option(
            names = "--mode",
            defaultValue = "faithful",
            paramLabel = "MODE",
            description =
                    "${COMPLETION-CANDIDATES}: the scores of the published pipeline, or risk and alerts beside them.")
    private Mode mode = Mode.FAITHFUL;

    @Option(names = "--budget", paramLabel = "N", description = "Improved mode: the most alerts of a day. Default: 10.")
    private @Nullable Integer budget;

    @Option(
            names = "--budget-days",
            paramLabel = "N",
            description = "Improved mode: meet the budget on average over so many past days instead of on each day.")
    private @Nullable Integer budgetDays;

    @Option(
            names = "--peers",
            paramLabel = "CSV|learned",
            description =
                    "Improved mode: columns actor,group: who is compared with whom; or learned from what they did before.")
    private @Nullable String peers;

    @Option(
            names = "--sensitive-actions",
            paramLabel = "TSV",
            description = "Improved mode: another table of actions that are reported whatever the scores say.")
    private @Nullable Path sensitiveActions;

    @Option(
            names = "--half-life",
            paramLabel = "DAYS",
            description = "Improved mode: after so many days the past counts half. Default: nothing is forgotten.")
    private @Nullable Double halfLife;

    @Option(
            names = "--quarantine",
            paramLabel = "DAYS",
            description = "Improved mode: keep alerts out of what is usual for so many days. Default: 0.")
    private @Nullable Integer quarantine;

    @Option(
            names = "--decisions",
            paramLabel = "CSV",
            description =
                    "Improved mode: columns actor,day,decision: held alerts that are 'cleared' become usual at once, those"
                            + " that are 'confirmed' never do.")
    private @Nullable Path decisions;

    /** Adds groups learned from the days before the first scored one, if they are asked for. */
    ImprovedOptions withLearnedPeers(ImprovedOptions options, FeatureTable base, LocalDate firstScored) {
        LocalDate first = base.dayRange().map(DayRange::from).orElse(firstScored);
        return LEARNED.equals(peers) && first.isBefore(firstScored)
                ? options.withPeers(PeerGroups.learn(base.selectDays(new DayRange(first, firstScored)), LEARNED_GROUPS))
                : options;
    }

    boolean isImproved() {
        return mode == Mode.IMPROVED;
    }

    /** Returns what analysts decided; needs a quarantine, as there is nothing to decide about otherwise. */
    AnalystDecisions decisions(UebaCommand command, ImprovedOptions options) throws IOException {
        if (decisions == null) {
            return AnalystDecisions.none();
        }
        if (options.quarantineDays() == 0) {
            throw command.wrongUsage(
                    "--decisions is about alerts that a quarantine holds back, and there is none; give --quarantine DAYS");
        }
        return AnalystDecisions.read(decisions);
    }

    /** Returns the options of improved mode; what is asked for in faithful mode, or impossible, is wrong usage. */
    ImprovedOptions options(UebaCommand command) throws IOException {
        check(command);
        return askedFor(command, ImprovedOptions.defaults());
    }

    /** Refuses options of improved mode in faithful mode. */
    void check(UebaCommand command) {
        boolean anySet = budget != null
                || budgetDays != null
                || peers != null
                || sensitiveActions != null
                || halfLife != null
                || quarantine != null
                || decisions != null;
        if (!isImproved() && anySet) {
            throw command.wrongUsage(
                    "--budget, --budget-days, --peers, --sensitive-actions, --half-life, --quarantine and --decisions"
                            + " go with --mode improved");
        }
    }

    /** Refuses what is asked for if a risk state was made with other options; what is not asked for is as in the state. */
    void requireOptionsOf(RiskState state, UebaCommand command) throws IOException {
        if (LEARNED.equals(peers)) {
            throw command.wrongUsage(
                    "--peers learned belongs to 'ueba train --risk-state': the state keeps the groups it was made with");
        }
        state.requireOptions(askedFor(command, state.options()));
    }

    private ImprovedOptions askedFor(UebaCommand command, ImprovedOptions otherwise) throws IOException {
        PeerGroups groups =
                peers == null || peers.equals(LEARNED) ? otherwise.peers() : PeerGroups.read(Path.of(peers));
        SensitiveActions actions =
                sensitiveActions == null ? otherwise.sensitiveActions() : SensitiveActions.read(sensitiveActions);
        ImprovedOptions options = otherwise.withPeers(groups).withSensitiveActions(actions);
        return command.fromOptions(() -> {
            AlertBudget before = otherwise.budget();
            AlertBudget alerts =
                    budget == null ? before : AlertBudget.perDay(budget).withAverageDays(before.averageDays());
            return options.withBudget(budgetDays == null ? alerts : alerts.withAverageDays(budgetDays))
                    .withNovelty(
                            halfLife == null
                                    ? options.novelty()
                                    : options.novelty().withHalfLifeDays(halfLife))
                    .withQuarantineDays(quarantine == null ? options.quarantineDays() : quarantine);
        });
    }
}
