package dev.ueba;

import java.util.Objects;

/**
 * An action that is reported whenever it happens.
 *
 * @param feature column that counts it
 * @param severity how much it matters by itself
 * @param technique id of MITRE ATT&amp;CK, context and no evidence; empty if there is none
 * @param why what it means, in one line
 */
public record SensitiveAction(String feature, Severity severity, String technique, String why) {

    public SensitiveAction {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(technique, "technique");
        if (feature.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("a sensitive action needs a feature and a reason");
        }
    }
}
