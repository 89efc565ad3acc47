package dev.ueba.evaluation;

import dev.ueba.ActorClass;
import dev.ueba.ImprovedOptions;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts known attacks into base features of one's own, to see which of them would be found.
 *
 * <p>An attack raises counts of a row that is there, on top of the day's ordinary work; it makes no new rows. The victim is drawn
 * first, each actor with the same probability, then one of its rows. Scenarios take turns, in a new order each round. Attacks that
 * no machine can do are put on people if there are any; whether somebody has the rights an attack needs is not known here.
 *
 * <p>The same table and options give the same result on every machine. Stateless and thread-safe.
 */
public final class AttackInjection {

    // Children of the seed's stream, and of each attack's.
    private static final int ROUNDS = 0;
    private static final int ATTACKS = 1;
    private static final int VICTIM = 0;
    private static final int AMOUNTS = 1;

    private static final int TRIES = 200;

    private record ActorDay(int actor, int epochDay) {}

    /** The first day of an attack. */
    private record First(int row, AttackScenario scenario, SeededRandom random) {}

    private final FeatureTable base;
    private final AttackInjectionOptions options;
    private final SeededRandom stream;
    private final List<List<Integer>> rowsByActor;
    private final Map<ActorDay, Integer> rowByActorDay = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private final Map<String, double[]> raised = new LinkedHashMap<>();
    private final List<InjectedAttack> attacks = new ArrayList<>();

    private AttackInjection(FeatureTable base, LocalDate from, AttackInjectionOptions options) {
        this.base = base;
        this.options = options;
        this.stream = new SeededRandom(options.seed());
        Map<String, List<Integer>> byName = new LinkedHashMap<>();
        for (int row = 0; row < base.rowCount(); row++) {
            if (!base.day(row).isBefore(from) && !base.actor(row).isEmpty()) {
                byName.computeIfAbsent(base.actor(row), name -> new ArrayList<>())
                        .add(row);
                rowByActorDay.putIfAbsent(new ActorDay(base.actorIndex(row), base.epochDay(row)), row);
            }
        }
        this.rowsByActor = byName.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Puts attacks into a copy of a table.
     *
     * @param base base features; stays as it is. Columns that a scenario raises but the table lacks are left out
     * @param from the first day that may be attacked
     * @param options which attacks
     * @return the copy and what is in it
     * @throws IllegalArgumentException if there are more attacks than rows from that day on, or the table can tell none of the
     *     scenarios
     */
    public static InjectedTable into(FeatureTable base, LocalDate from, AttackInjectionOptions options) {
        AttackInjection injection = new AttackInjection(base, from, options);
        int room = injection.rowsByActor.stream().mapToInt(List::size).sum();
        if (options.attacks() > room) {
            throw new IllegalArgumentException("there are " + room + " rows from " + from + " on, too few for "
                    + options.attacks() + " attacks; ask for fewer or begin earlier");
        }
        FeatureSchema schema = base.schema();
        List<AttackScenario> wanted = options.scenarios().stream()
                .map(name -> AttackScenarios.byName(name).orElseThrow())
                .toList();
        List<AttackScenario> possible = wanted.stream()
                .filter(scenario -> schema.hasFeature(scenario.decisiveFeature()))
                .toList();
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("the table has none of the columns that the scenarios "
                    + options.scenarios() + " need: "
                    + wanted.stream().map(AttackScenario::decisiveFeature).collect(Collectors.joining(", "))
                    + "; give labels instead");
        }
        injection.draw(possible);
        Set<String> lacking = new TreeSet<>();
        possible.forEach(scenario -> scenario.features().stream()
                .filter(feature -> !schema.hasFeature(feature))
                .forEach(lacking::add));
        return new InjectedTable(
                injection.table(),
                injection.attacks.stream()
                        .sorted(Comparator.comparing(InjectedAttack::label, AttackLabel.BY_DAY_AND_ACTOR))
                        .toList(),
                wanted.stream()
                        .filter(scenario -> !possible.contains(scenario))
                        .map(AttackScenario::name)
                        .toList(),
                List.copyOf(lacking));
    }

    private void draw(List<AttackScenario> scenarios) {
        List<First> firsts = new ArrayList<>();
        AttackScenario[] round = {};
        for (int number = 0; number < options.attacks(); number++) {
            int turn = number % scenarios.size();
            if (turn == 0) {
                round = scenarios.toArray(AttackScenario[]::new);
                stream.child(ROUNDS).child(number / round.length).shuffle(round);
            }
            SeededRandom own = stream.child(ATTACKS).child(number);
            First first = new First(victim(round[turn], own.child(VICTIM)), round[turn], own.child(AMOUNTS));
            attack(first.row(), first.scenario(), first.random());
            firsts.add(first);
        }
        // Further days come after all first ones, so that longer attacks begin on the same rows.
        firsts.forEach(this::goOn);
    }

    private void goOn(First first) {
        int actor = base.actorIndex(first.row());
        for (int day = 1; day < options.days(); day++) {
            Integer row = rowByActorDay.get(new ActorDay(actor, base.epochDay(first.row()) + day));
            if (row == null || taken.contains(row)) {
                return;
            }
            attack(row, first.scenario(), first.random().child(day));
        }
    }

    private int victim(AttackScenario scenario, SeededRandom random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Integer> rows = rowsByActor.get(random.nextInt(rowsByActor.size()));
            int row = rows.get(random.nextInt(rows.size()));
            boolean machine = ImprovedOptions.defaults().classOf(base.actor(row)) == ActorClass.MACHINE;
            if (!taken.contains(row) && (scenario.machinesToo() || !machine)) {
                return row;
            }
        }
        List<Integer> free = rowsByActor.stream()
                .flatMap(List::stream)
                .filter(row -> !taken.contains(row))
                .toList();
        return free.get(random.nextInt(free.size()));
    }

    private void attack(int row, AttackScenario scenario, SeededRandom random) {
        taken.add(row);
        Map<String, Integer> added = new LinkedHashMap<>();
        scenario.amounts(options.strength(), random).forEach((feature, amount) -> {
            if (base.schema().hasFeature(feature)) {
                int column = base.schema().featureIndex(feature);
                raised.computeIfAbsent(feature, name -> base.column(column))[row] += amount;
                added.put(feature, amount);
            }
        });
        attacks.add(new InjectedAttack(new AttackLabel(base.actor(row), base.day(row), scenario.name()), added));
    }

    private FeatureTable table() {
        double[] @Nullable [] columns = new double[base.featureCount()][];
        for (int feature = 0; feature < columns.length; feature++) {
            columns[feature] = raised.get(base.schema().features().get(feature));
        }
        return base.withColumns(base.schema(), columns);
    }
}
