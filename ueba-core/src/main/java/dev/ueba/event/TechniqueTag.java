package dev.ueba.event;

import java.util.Objects;

/**
 * A technique of MITRE ATT&amp;CK that an anomaly may belong to: "if this is an attack, this is the step it would be". It is
 * context, never evidence, and changes no score. Immutable.
 *
 * @param id such as {@code T1110.003}
 * @param name as MITRE has it
 * @param attackVersion the version of ATT&amp;CK that the id is of, such as {@code 19}
 * @param isAlternate whether it is what the step usually prepares, not what the step itself is
 */
public record TechniqueTag(String id, String name, String attackVersion, boolean isAlternate) {

    public TechniqueTag {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(attackVersion, "attackVersion");
    }
}
