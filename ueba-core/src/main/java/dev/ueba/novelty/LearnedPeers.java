package dev.ueba.novelty;

import dev.ueba.feature.FeatureTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Groups of actors who do the same kinds of things, by k-means without anything random. */
final class LearnedPeers {

    /*
     * An actor's profile is the square root of the share of its days on which each count was above 0, as a vector of length 1: so rare
     * actions weigh more than their number, and how much is done does not matter. The first centre is the mean profile, each
     * next one the profile farthest from all centres before (the first such actor in the table), then the usual two steps
     * alternate. Groups are numbered by their first member.
     */

    private static final int ROUNDS = 50;

    private LearnedPeers() {}

    static Map<String, String> learn(FeatureTable history, int groups, Set<String> excludedFeatures) {
        double[][] profiles = profiles(history, excludedFeatures);
        int[] members = new int[profiles.length];
        int known = 0;
        for (int actor = 0; actor < profiles.length; actor++) {
            if (profiles[actor].length > 0) {
                members[known++] = actor;
            }
        }
        Map<String, String> result = new HashMap<>();
        if (known == 0) {
            return result;
        }
        int[] groupOf = cluster(profiles, members, known, Math.min(groups, known));
        Map<Integer, String> names = new HashMap<>();
        for (int i = 0; i < known; i++) {
            String name = names.computeIfAbsent(groupOf[i], key -> "learned-" + (names.size() + 1));
            result.put(history.actorName(members[i]), name);
        }
        return result;
    }

    private static double[][] profiles(FeatureTable history, Set<String> excludedFeatures) {
        int features = history.featureCount();
        double[][] profiles = new double[history.actorCount()][0];
        for (int row = 0; row < history.rowCount(); row++) {
            int actor = history.actorIndex(row);
            if (actor < 0) {
                continue;
            }
            if (profiles[actor].length == 0) {
                profiles[actor] = new double[features];
            }
            for (int feature = 0; feature < features; feature++) {
                boolean looked =
                        !excludedFeatures.contains(history.schema().features().get(feature));
                profiles[actor][feature] += looked && history.value(row, feature) > 0.0 ? 1.0 : 0.0;
            }
        }
        for (double[] profile : profiles) {
            double sum = 0.0;
            for (double value : profile) {
                sum += value;
            }
            for (int feature = 0; feature < profile.length && sum > 0.0; feature++) {
                profile[feature] = Math.sqrt(profile[feature] / sum);
            }
        }
        return profiles;
    }

    private static int[] cluster(double[][] profiles, int[] members, int known, int groups) {
        double[][] centres = new double[groups][];
        int[] groupOf = new int[known];
        centres[0] = mean(profiles, members, groupOf, known, 0, profiles[members[0]]);
        for (int group = 1; group < groups; group++) {
            int farthest = 0;
            double most = -1.0;
            for (int i = 0; i < known; i++) {
                double distance = Double.POSITIVE_INFINITY;
                for (int other = 0; other < group; other++) {
                    distance = Math.min(distance, distance(profiles[members[i]], centres[other]));
                }
                if (distance > most) {
                    most = distance;
                    farthest = i;
                }
            }
            centres[group] = profiles[members[farthest]].clone();
        }
        boolean moved = true;
        for (int round = 0; round < ROUNDS && moved; round++) {
            moved = false;
            for (int i = 0; i < known; i++) {
                int nearest = 0;
                for (int group = 1; group < groups; group++) {
                    double[] profile = profiles[members[i]];
                    if (distance(profile, centres[group]) < distance(profile, centres[nearest])) {
                        nearest = group;
                    }
                }
                moved |= groupOf[i] != nearest;
                groupOf[i] = nearest;
            }
            for (int group = 0; group < groups; group++) {
                centres[group] = mean(profiles, members, groupOf, known, group, centres[group]);
            }
        }
        return groupOf;
    }

    /** Returns the mean profile of a group, or what it was if the group is empty. */
    private static double[] mean(
            double[][] profiles, int[] members, int[] groupOf, int known, int group, double[] before) {
        double[] mean = new double[before.length];
        int count = 0;
        for (int i = 0; i < known; i++) {
            if (groupOf[i] == group) {
                count++;
                for (int feature = 0; feature < mean.length; feature++) {
                    mean[feature] += profiles[members[i]][feature];
                }
            }
        }
        for (int feature = 0; feature < mean.length && count > 0; feature++) {
            mean[feature] /= count;
        }
        return count == 0 ? before : mean;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
