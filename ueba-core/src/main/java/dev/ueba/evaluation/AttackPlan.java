package dev.ueba.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides who is attacked, when and how. Attack k is the same for any number of attacks beyond k, and for any strength. */
final class AttackPlan {

    /** One attacked actor-day; {@code amounts} come on top of the day's work. */
    record Attack(int actor, int day, AttackScenario scenario, Map<String, Integer> amounts) {}

    // Children of the plan's stream, and of each attack's.
    private static final int ROUNDS = 0;
    private static final int ATTACKS = 1;
    private static final int VICTIM = 0;
    private static final int AMOUNTS = 1;

    private static final int TRIES = 200;

    private final List<SyntheticActor> actors;
    private final SyntheticOrganisationOptions options;
    private final SeededRandom stream;
    private final Set<Long> taken = new HashSet<>();

    private AttackPlan(List<SyntheticActor> actors, SyntheticOrganisationOptions options, SeededRandom stream) {
        this.actors = actors;
        this.options = options;
        this.stream = stream;
    }

    /** Returns the attacks in the order of drawing; scenarios take turns, in a new order each round. */
    static List<Attack> draw(List<SyntheticActor> actors, SyntheticOrganisationOptions options, SeededRandom stream) {
        AttackPlan plan = new AttackPlan(actors, options, stream);
        List<Attack> attacks = new ArrayList<>(options.attacks());
        AttackScenario[] round = {};
        for (int number = 0; number < options.attacks(); number++) {
            int turn = number % AttackScenarios.all().size();
            if (turn == 0) {
                round = AttackScenarios.all().toArray(AttackScenario[]::new);
                stream.child(ROUNDS).child(number / round.length).shuffle(round);
            }
            attacks.add(plan.attack(number, round[turn]));
        }
        return attacks;
    }

    private Attack attack(int number, AttackScenario scenario) {
        SeededRandom own = stream.child(ATTACKS).child(number);
        long victim = victim(scenario, own.child(VICTIM));
        taken.add(victim);
        int actor = (int) (victim / options.days());
        int day = (int) (victim % options.days());
        return new Attack(actor, day, scenario, scenario.amounts(options.strength(), own.child(AMOUNTS)));
    }

    /** Returns actor * days + day. */
    private long victim(AttackScenario scenario, SeededRandom random) {
        boolean insider = scenario.needsRights() && random.chance(0.5);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int number = random.nextInt(actors.size());
            SyntheticActor actor = actors.get(number);
            boolean machine = actor.role() == ActorRole.MACHINE;
            if ((insider && !actor.role().hasRights()) || (machine && !scenario.machinesToo())) {
                continue;
            }
            int from = Math.max(options.firstAttackDay(), actor.attendance().from());
            int to = actor.attendance().to();
            if (from >= to) {
                continue;
            }
            long cell = (long) number * options.days() + day(actor.attendance().active(), from, to, random);
            if (!taken.contains(cell)) {
                return cell;
            }
        }
        return anyFreeCell(random);
    }

    /** Mostly hides among the actor's own work; else comes on a day without any, by a stolen account. */
    private static int day(BitSet active, int from, int to, SeededRandom random) {
        int any = from + random.nextInt(to - from);
        int workDays = active.get(from, to).cardinality();
        if (workDays == 0 || !random.chance(0.8)) {
            return any;
        }
        int day = active.nextSetBit(from);
        for (int skip = random.nextInt(workDays); skip > 0; skip--) {
            day = active.nextSetBit(day + 1);
        }
        return day;
    }

    /** For small organisations under many attacks: the next actor-day of the last third that is not attacked yet. */
    private long anyFreeCell(SeededRandom random) {
        int length = options.days() - options.firstAttackDay();
        long cells = (long) actors.size() * length;
        long start = (long) (random.nextDouble() * cells);
        for (long step = 0; step < cells; step++) {
            long position = (start + step) % cells;
            long cell = position / length * options.days() + options.firstAttackDay() + position % length;
            if (!taken.contains(cell)) {
                return cell;
            }
        }
        throw new IllegalStateException("no actor-day is left to attack"); // the options checked that there is room
    }
}
