package dev.ueba.evaluation;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.feature.NumberKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The base features of an organisation that does not exist, with the attacks on it known.
 *
 * <p>People have roles (developer, maintainer, release engineer, administrator, security engineer, occasional contributor)
 * and habits of their own: overdispersed counts, weekdays and weekends, holidays and vacations; some join late, leave, are
 * rarely seen or have a single day. Machine accounts run every day, many with the same numbers. Sensitive actions are rare and
 * mostly those of administrators, so that not everything rare is an attack. Attacks ({@link AttackScenarios}) fall in the
 * last third of the period, on a day of work or on one the actor would not have been active.
 *
 * <p>The same options give the same bits on every machine. With the same seed, what actors do of their own accord does not
 * depend on the number, the strength or the presence of attacks, nor on actors with greater numbers.
 *
 * <p>It is a test bed, not a model of any real organisation: good results here say that a detector sees such attacks, not
 * that it works elsewhere. Immutable; safe to share between threads. Memory grows with the rows, about 300 bytes each.
 *
 * <pre>{@code
 * SyntheticOrganisation organisation = SyntheticOrganisation.generate(
 *         SyntheticOrganisationOptions.defaults().withActors(200).withSeed(7));
 * FeatureTable base = organisation.baseFeatures();
 * List<AttackLabel> attacks = organisation.labels();
 * }</pre>
 */
public final class SyntheticOrganisation {

    /*
     * Two passes: first who is active when (a bit per actor and day), from which the place of each row follows; then each
     * row is drawn straight into its place. Nothing is sorted but names, and nothing is held twice.
     */

    // Children of the organisation's stream.
    private static final int ROLES = 0;
    private static final int NAMES = 1;
    private static final int ACTORS = 2;
    private static final int ATTACKS = 3;

    /** How much of an ordinary day's work goes with an attack on a day without work. */
    private static final double EFFORT_OF_MADE_DAY = 0.3;

    private final SyntheticOrganisationOptions options;
    private final FeatureTable baseFeatures;
    private final List<InjectedAttack> attacks;
    private final Map<String, ActorRole> roles;

    private SyntheticOrganisation(
            SyntheticOrganisationOptions options,
            FeatureTable baseFeatures,
            List<InjectedAttack> attacks,
            Map<String, ActorRole> roles) {
        this.options = options;
        this.baseFeatures = baseFeatures;
        this.attacks = List.copyOf(attacks);
        this.roles = Collections.unmodifiableMap(roles);
    }

    /**
     * Makes an organisation.
     *
     * @param options how large, how long, how much attacked, and the seed
     * @return its base features and labels
     */
    public static SyntheticOrganisation generate(SyntheticOrganisationOptions options) {
        SeededRandom stream = new SeededRandom(options.seed());
        List<SyntheticActor> actors = actors(options, stream);
        List<AttackPlan.Attack> attacks = AttackPlan.draw(actors, options, stream.child(ATTACKS));
        List<InjectedAttack> injected = new ArrayList<>(attacks.size());
        for (AttackPlan.Attack attack : attacks) {
            LocalDate day = options.startDay().plusDays(attack.day());
            AttackLabel label = new AttackLabel(
                    actors.get(attack.actor()).login(), day, attack.scenario().name());
            injected.add(new InjectedAttack(label, attack.amounts()));
        }
        injected.sort(Comparator.comparing(InjectedAttack::label, AttackLabel.BY_DAY_AND_ACTOR));
        Map<String, ActorRole> roles = new HashMap<>();
        actors.forEach(actor -> roles.put(actor.login(), actor.role()));
        return new SyntheticOrganisation(options, table(actors, attacks, options), injected, roles);
    }

    /**
     * Returns what the organisation was made from.
     *
     * @return the options
     */
    public SyntheticOrganisationOptions options() {
        return options;
    }

    /**
     * Returns the features: one row for each actor and day with activity.
     *
     * @return columns as in {@link GitHubAuditFeatures#SCHEMA}, whole numbers {@code >= 0}; rows by day, then by actor
     */
    public FeatureTable baseFeatures() {
        return baseFeatures;
    }

    /**
     * Returns the attacks, at most one for an actor and day; each has its row among the features.
     *
     * @return unmodifiable; by day, then by actor
     */
    public List<AttackLabel> labels() {
        return attacks.stream().map(InjectedAttack::label).toList();
    }

    /**
     * Returns the attacks with what each adds to the features of its row.
     *
     * @return unmodifiable; in the order of {@link #labels}
     */
    public List<InjectedAttack> attacks() {
        return attacks;
    }

    /**
     * Returns who does what.
     *
     * @return unmodifiable; the role of each actor by login
     */
    public Map<String, ActorRole> roles() {
        return roles;
    }

    private static List<SyntheticActor> actors(SyntheticOrganisationOptions options, SeededRandom stream) {
        List<SyntheticActor> actors = new ArrayList<>(options.actors());
        LoginNames names = new LoginNames();
        ActorRole[] block = {};
        for (int number = 0; number < options.actors(); number++) {
            int position = number % ActorRole.BLOCK;
            if (position == 0) {
                block = ActorRole.block();
                stream.child(ROLES).child(number / ActorRole.BLOCK).shuffle(block);
            }
            ActorRole role = block[position];
            SeededRandom naming = stream.child(NAMES).child(number);
            String login = role == ActorRole.MACHINE ? names.machine(naming) : names.person(naming);
            SeededRandom own = stream.child(ACTORS).child(number);
            actors.add(new SyntheticActor(login, role, options.startDay(), options.days(), own));
        }
        return actors;
    }

    private static FeatureTable table(
            List<SyntheticActor> actors, List<AttackPlan.Attack> attacks, SyntheticOrganisationOptions options) {
        int days = options.days();
        Map<Long, AttackPlan.Attack> attacked = new HashMap<>();
        for (AttackPlan.Attack attack : attacks) {
            attacked.put((long) attack.actor() * days + attack.day(), attack);
        }
        BitSet[] active = activeDays(actors, attacks);
        int[] nextRow = firstRows(active, days);
        int rows = nextRow[days];
        int[] actorIndex = new int[rows];
        int[] epochDays = new int[rows];
        FeatureSchema schema = GitHubAuditFeatures.SCHEMA;
        double[][] columns = new double[schema.featureCount()][rows];
        double[] values = new double[columns.length];
        Integer[] byLogin = byLogin(actors);
        String[] logins = new String[byLogin.length];
        int firstEpochDay = Math.toIntExact(options.startDay().toEpochDay());
        for (int position = 0; position < byLogin.length; position++) {
            int number = byLogin[position];
            SyntheticActor actor = actors.get(number);
            logins[position] = actor.login();
            BitSet own = active[number];
            for (int day = own.nextSetBit(0); day >= 0; day = own.nextSetBit(day + 1)) {
                boolean made = !actor.attendance().active().get(day);
                actor.drawDay(day, made ? EFFORT_OF_MADE_DAY : 1.0, values);
                AttackPlan.Attack attack = attacked.get((long) number * days + day);
                if (attack != null) {
                    attack.amounts().forEach((feature, amount) -> values[schema.featureIndex(feature)] += amount);
                }
                int row = nextRow[day]++;
                actorIndex[row] = position;
                epochDays[row] = firstEpochDay + day;
                for (int feature = 0; feature < values.length; feature++) {
                    columns[feature][row] = values[feature];
                }
            }
        }
        NumberKind[] kinds = new NumberKind[columns.length];
        Arrays.fill(kinds, NumberKind.INTEGER);
        return FeatureTable.ofColumns(schema, logins, actorIndex, epochDays, columns, kinds);
    }

    /** Returns the days of each actor's rows: those of its own work and those of attacks. */
    private static BitSet[] activeDays(List<SyntheticActor> actors, List<AttackPlan.Attack> attacks) {
        BitSet[] active = new BitSet[actors.size()];
        Arrays.setAll(active, number -> actors.get(number).attendance().active());
        for (AttackPlan.Attack attack : attacks) {
            BitSet withAttack = (BitSet) active[attack.actor()].clone();
            withAttack.set(attack.day());
            active[attack.actor()] = withAttack;
        }
        return active;
    }

    /** Returns the numbers of the actors in the order of their logins. */
    private static Integer[] byLogin(List<SyntheticActor> actors) {
        Integer[] numbers = new Integer[actors.size()];
        Arrays.setAll(numbers, number -> number);
        Arrays.sort(numbers, Comparator.comparing(number -> actors.get(number).login()));
        return numbers;
    }

    /** Returns the first row of each day, and the number of rows at the end. */
    private static int[] firstRows(BitSet[] active, int days) {
        int[] rowsBefore = new int[days + 1];
        for (BitSet own : active) {
            for (int day = own.nextSetBit(0); day >= 0; day = own.nextSetBit(day + 1)) {
                rowsBefore[day + 1]++;
            }
        }
        for (int day = 0; day < days; day++) {
            rowsBefore[day + 1] = Math.addExact(rowsBefore[day + 1], rowsBefore[day]);
        }
        return rowsBefore;
    }
}
