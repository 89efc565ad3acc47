package dev.ueba.novelty;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rates of each group of peers, and when each feature was last raised in it. Not thread-safe. */
final class GroupRates {

    /** Smaller groups are no peers: their members are compared with the organisation. */
    private static final int LEAST_MEMBERS = 5;

    private final int features;
    private final Map<String, Integer> indexByName = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int[] lastRaised = {};
    private double[] rates = {};
    private int[] members = {};

    GroupRates(int features) {
        this.features = features;
    }

    /** Returns the number of a group that is large enough to compare with, or -1. */
    int find(String name) {
        if (name.isEmpty()) {
            return -1;
        }
        int group = indexByName.getOrDefault(name, -1);
        return group >= 0 && group < members.length && members[group] >= LEAST_MEMBERS ? group : -1;
    }

    double rate(int group, int feature) {
        return rates[group * features + feature];
    }

    int lastRaised(int group, int feature) {
        return lastRaised[group * features + feature];
    }

    /** Remembers that a group raised features on a day. */
    void raise(String name, double[] values, int day) {
        if (name.isEmpty()) {
            return;
        }
        int group = add(name);
        for (int feature = 0; feature < features; feature++) {
            if (values[feature] > 0.0) {
                int cell = group * features + feature;
                lastRaised[cell] = Math.max(lastRaised[cell], day);
            }
        }
    }

    private int add(String name) {
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

    /** Computes the rates: those of the organisation, moved by what the members did. */
    void fit(ActorCounts actors, PeerGroups peers, FeaturePriors priors) {
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

    void write(BinaryWriter out) {
        out.writeTexts(names);
        out.writeInts(lastRaised, lastRaised.length);
        out.writeInt(members.length);
        out.writeInts(members, members.length);
        out.writeDoubles(rates, rates.length);
    }

    void read(BinaryReader in, int newest) throws ModelFormatException {
        for (String name : in.readTexts("the name of a group")) {
            if (name.isBlank() || indexByName.containsKey(name)) {
                throw in.broken("a group has a blank or repeated name");
            }
            add(name);
        }
        for (int cell = 0; cell < lastRaised.length; cell++) {
            lastRaised[cell] = in.readInt();
            if (lastRaised[cell] > newest) {
                throw in.broken("a count of a group was last raised after the newest day");
            }
        }
        int fitted = in.readInt("the fitted groups", 0, names.size());
        members = new int[fitted];
        for (int group = 0; group < fitted; group++) {
            members[group] = in.readInt("the members of a group", 0, Integer.MAX_VALUE);
        }
        rates = new double[fitted * features];
        for (int cell = 0; cell < rates.length; cell++) {
            rates[cell] = ActorCounts.notNegative(in, "the rate of a group");
            if (rates[cell] == 0.0) {
                throw in.broken("the rate of a group must be > 0");
            }
        }
    }
}
