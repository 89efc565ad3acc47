package dev.ueba;

import dev.ueba.novelty.NoveltyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Names the options in which two differ. */
final class OptionDifferences {

    private final List<String> found = new ArrayList<>();

    private OptionDifferences() {}

    /** Returns one text for each option that differs, such as {@code quarantineDays is 7, not 0}; none if they are equal. */
    static List<String> between(ImprovedOptions made, ImprovedOptions asked) {
        OptionDifferences differences = new OptionDifferences();
        differences.ofNovelty(made.novelty(), asked.novelty());
        differences.add("peers", made.peers(), asked.peers());
        differences.add("usesNovelty", made.usesNovelty(), asked.usesNovelty());
        differences.add("usesForest", made.usesForest(), asked.usesForest());
        differences.add("sensitiveActions", made.sensitiveActions(), asked.sensitiveActions());
        differences.ofBudget(made.budget(), asked.budget());
        differences.add("machineNameParts", made.machineNameParts(), asked.machineNameParts());
        differences.add("entityHalfLifeDays", made.entityHalfLifeDays(), asked.entityHalfLifeDays());
        differences.add("quarantineDays", made.quarantineDays(), asked.quarantineDays());
        return differences.found;
    }

    private void ofNovelty(NoveltyOptions made, NoveltyOptions asked) {
        add("excludedFeatures", new TreeSet<>(made.excludedFeatures()), new TreeSet<>(asked.excludedFeatures()));
        add("halfLifeDays", made.halfLifeDays(), asked.halfLifeDays());
        add("firstInDays", made.firstInDays(), asked.firstInDays());
        add("warmUpDays", made.warmUpDays(), asked.warmUpDays());
        add("calibrated", made.calibrated(), asked.calibrated());
        add("discounted", made.discounted(), asked.discounted());
        add("raisedShare", made.raisedShare(), asked.raisedShare());
    }

    private void ofBudget(AlertBudget made, AlertBudget asked) {
        add("alertsPerDay", made.alertsPerDay(), asked.alertsPerDay());
        add("machineAlertsPerDay", made.machineAlertsPerDay(), asked.machineAlertsPerDay());
        add("averageDays", made.averageDays(), asked.averageDays());
        add("leastRisk", made.leastRisk(), asked.leastRisk());
        add("coolDownDays", made.coolDownDays(), asked.coolDownDays());
        add("coolDownBits", made.coolDownBits(), asked.coolDownBits());
    }

    private void add(String name, Object made, Object asked) {
        if (!made.equals(asked)) {
            boolean sameText = made.toString().equals(asked.toString());
            found.add(sameText ? name + " is another " + made : name + " is " + made + ", not " + asked);
        }
    }
}
