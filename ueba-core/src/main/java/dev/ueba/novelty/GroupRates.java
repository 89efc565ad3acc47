package dev.ueba.novelty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rates of each group of peers, and when each feature was last raised in it. Not thread-safe. */
final class GroupRates {

    private final int features;
    private final Map<String, Integer> indexByName = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int[] lastRaised = {};
    private double[] rates = {};
    private int[] members = {};
    private int leastMembers;

    GroupRates(int features) {
        this.features = features;
    }

    /** Returns the number of a group that is large enough to compare with, or -1. */
    int find(String name) {
        if (name.isEmpty()) {
            return -1;
        }
        int group = indexByName.getOrDefault(name, -1);
        return group >= 0 && group < members.length && members[group] >= leastMembers ? group : -1;
    }

    double rate(int group, int feature) {
        return rates[group * features + feature];
    }

    int lastRaised(int group, int feature) {
        return lastRaised[group * features + feature];
    }

    int count() {
        return names.size();
    }

    String name(int group) {
        return names.get(group);
    }

    /** Remembers that a group raised features on a day. */
    void raise(String name, double[] values, int day) {
        if (name.isEmpty()) {
            return;
        }
        int group = add(name);
        for (int feature = 0; feature < features; feature++) {
            if (values[feature] > 0.0) {
                lastRaised[group * features + feature] = day;
            }
        }
    }

    int add(String name) {
        Integer known = indexByName.get(name);
        if (known != null) {
            return known;
        }
        int group = names.size();
        names.add(name);
        indexByName.put(name, group);
        lastRaised = Arrays.copyOf(lastRaised, (group + 1) * features);
        Arrays.fill(lastRaised, group * features, lastRaised.length, ActorCounts.NEVER);
        return group;
    }

    void restoreLastRaised(int group, int feature, int day) {
        lastRaised[group * features + feature] = day;
    }

    /** Computes the rates: those of the organisation, moved by what the members did. */
    void fit(ActorCounts actors, PeerGroups peers, FeaturePriors priors, int leastGroup) {
        leastMembers = leastGroup;
        int count = names.size();
        members = new int[count];
        rates = new double[count * features];
        if (count == 0) {
            return;
        }
        double[] days = new double[count];
        for (int actor = 0; actor < actors.count(); actor++) {
            int group = indexByName.getOrDefault(peers.groupOf(actors.name(actor)), -1);
            if (group < 0) {
                continue;
            }
            members[group]++;
            days[group] += actors.days[actor];
            for (int feature = 0; feature < features; feature++) {
                rates[group * features + feature] +=
                        FeaturePriors.sumAbove(actors, actor, features, feature, priors.floor[feature]);
            }
        }
        for (int group = 0; group < count; group++) {
            for (int feature = 0; feature < features; feature++) {
                double shape = priors.shape[feature];
                int cell = group * features + feature;
                rates[cell] = (shape + rates[cell]) / (shape / priors.rate[feature] + days[group]);
            }
        }
    }
}
