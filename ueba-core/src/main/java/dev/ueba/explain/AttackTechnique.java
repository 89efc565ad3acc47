package dev.ueba.explain;

import java.util.Objects;

/**
 * A technique of MITRE ATT&amp;CK that an anomaly may belong to: "if this is an attack, this is the step it would be". It is
 * context, never evidence, and changes no score. Immutable.
 *
 * @param id such as {@code T1110.003}
 * @param name as MITRE has it
 * @param attackVersion the version of ATT&amp;CK that the id is of, such as {@code 19}
 * @param isAlternate whether it is what the step usually prepares, not what the step itself is
 * @param confidence who else says so
 */
public record AttackTechnique(
        String id, String name, String attackVersion, boolean isAlternate, Confidence confidence) {

    /** How well the link between a feature and its techniques is supported by public detection rules. */
    public enum Confidence {
        /** A public rule tags this very action with one of these techniques. */
        RULE,
        /** A public rule tags a sibling action, or the parent technique. */
        NEAR,
        /** Our judgement; no public rule was found. */
        OWN,
        /** Not rated. */
        UNRATED
    }

    public AttackTechnique {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(attackVersion, "attackVersion");
        Objects.requireNonNull(confidence, "confidence");
    }
}
