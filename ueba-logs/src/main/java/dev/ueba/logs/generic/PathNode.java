package dev.ueba.logs.generic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wanted members of JSON objects as a tree: what a member of this name is wanted for, and which of its own members are
 * wanted. Not thread-safe.
 */
final class PathNode {

    /** What a value is wanted for: place in the record, and how good this name is (0 is best). */
    record Use(int slot, int rank) {}

    private static final int MOST_SPLIT_PARTS = 6;
    private static final int MOST_OTHER_CASES = 1024;

    private final Map<String, PathNode> children = new HashMap<>();
    private final Map<String, PathNode> byLowerCase = new HashMap<>();
    private final Map<String, PathNode> otherCases = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    /** Adds a path, its points taken as part of a name or as steps, in all ways. */
    void add(String path, Use use) {
        if (path.split("\\.", -1).length > MOST_SPLIT_PARTS) {
            child(path).uses.add(use);
            return;
        }
        addAll(path, use);
    }

    private void addAll(String path, Use use) {
        child(path).uses.add(use);
        for (int point = path.indexOf('.'); point >= 0; point = path.indexOf('.', point + 1)) {
            child(path.substring(0, point)).addAll(path.substring(point + 1), use);
        }
    }

    private PathNode child(String name) {
        PathNode child = children.computeIfAbsent(name, key -> new PathNode());
        byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), child);
        return child;
    }

    /** Returns what a member is wanted for, by its name as it is or in another case. */
    @Nullable
    PathNode find(String name) {
        PathNode exact = children.get(name);
        if (exact != null || children.isEmpty()) {
            return exact;
        }
        PathNode other = otherCases.get(name);
        if (other != null) {
            return other == this ? null : other;
        }
        PathNode found = byLowerCase.get(name.toLowerCase(Locale.ROOT));
        if (otherCases.size() < MOST_OTHER_CASES) {
            otherCases.put(name, found == null ? this : found);
        }
        return found;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    List<Use> uses() {
        return uses;
    }
}
