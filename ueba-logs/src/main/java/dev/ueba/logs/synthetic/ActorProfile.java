package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.ActorRole;
import dev.ueba.evaluation.SeededRandom;
import java.time.LocalDate;
import java.util.Set;

/** What stays the same about an actor: where and when it works, with what, and on what. Immutable but for its streams. */
final class ActorProfile {

    // Children of the actor's stream.
    private static final int HABITS = 0;
    private static final int DAYS = 1;
    private static final int ATTACKS = 2;

    static final String DEPLOY_KEY = "deploy_key";
    static final String BOT = "[bot]";

    private static final int MINUTES = 24 * 60;
    private static final String[] BROWSERS = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
    };
    private static final String[] GIT = {"git/2.39.5", "git/2.43.0", "git/2.47.1", "JGit/6.10.0"};

    private final String login;
    private final ActorRole role;
    private final SeededRandom stream;
    private final long id;
    private final int team;
    private final Site site;
    private final double midOfWork;
    private final boolean aroundTheClock;
    private final double fromOffice;
    private final double fromVpn;
    private final Address home;
    private final String browser;
    private final String git;
    private final boolean ssh;
    private final long token;

    ActorProfile(String login, ActorRole role, int teams, SeededRandom actors) {
        this.login = login;
        this.role = role;
        this.stream = actors.child(number(login));
        SeededRandom habits = stream.child(HABITS);
        this.id = 1_000_000L + habits.nextInt(150_000_000);
        this.team = habits.nextInt(teams);
        this.site = Site.at(habits.nextDouble());
        boolean machine = role == ActorRole.MACHINE;
        // A machine's window can lie anywhere in the day.
        this.midOfWork = machine ? habits.between(0.0, MINUTES) : habits.between(11.5 * 60, 14.5 * 60);
        this.aroundTheClock = machine && habits.chance(0.5);
        this.fromOffice = machine ? 1.0 : habits.between(0.1, 0.9);
        this.fromVpn = machine ? 0.0 : habits.between(0.0, 0.5);
        this.home = Address.ofHome(site, habits);
        this.browser = BROWSERS[habits.nextInt(BROWSERS.length)];
        this.git = GIT[habits.nextInt(GIT.length)];
        this.ssh = (habits.chance(0.4) && !machine) || login.equals(DEPLOY_KEY);
        this.token = 10_000_000L + habits.nextInt(1_000_000_000);
    }

    /** Turns a login into the number of a stream (FNV-1a), so that no actor's events depend on who else there is. */
    private static long number(String login) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < login.length(); i++) {
            hash = (hash ^ login.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    String login() {
        return login;
    }

    ActorRole role() {
        return role;
    }

    /** Tells whether readers leave the actor out by default. */
    boolean isBot() {
        return login.contains(BOT) || login.contains(DEPLOY_KEY);
    }

    boolean isMachine() {
        return role == ActorRole.MACHINE;
    }

    long id() {
        return id;
    }

    int team() {
        return team;
    }

    Site site() {
        return site;
    }

    String browser() {
        return browser;
    }

    String git() {
        return git;
    }

    boolean usesSsh() {
        return ssh;
    }

    long token() {
        return token;
    }

    /** Returns the stream of the actor's own work of a day. */
    SeededRandom day(long epochDay) {
        return stream.child(DAYS).child(epochDay);
    }

    /** Returns the stream of an attack by this account. */
    SeededRandom attack(long epochDay) {
        return stream.child(ATTACKS).child(epochDay);
    }

    /** Returns a usual minute of the UTC day; work that passes UTC midnight counts on the same day. */
    int usualMinute(LocalDate day, SeededRandom random) {
        if (aroundTheClock) {
            return random.nextInt(MINUTES);
        }
        double spread = isMachine() ? 20.0 : 110.0;
        double most = isMachine() ? 60.0 : 285.0;
        double off = random.gaussian() * spread;
        double local = midOfWork + (StrictMath.abs(off) <= most ? off : random.between(-most, most));
        return toUtc((int) local, day);
    }

    /** Returns a minute at which the actor sleeps. */
    int oddMinute(LocalDate day, SeededRandom random) {
        return toUtc((int) midOfWork + MINUTES / 2 - 100 + random.nextInt(200), day);
    }

    private int toUtc(int localMinute, LocalDate day) {
        return Math.floorMod(localMinute - (isMachine() ? 0 : site.offsetMinutes(day)), MINUTES);
    }

    /** Returns an address that is not among those known; the first of a day is a usual one. */
    Address newAddress(Set<String> known, SeededRandom random) {
        Address address = usualAddress(random);
        while (known.contains(address.text())) {
            address = random.chance(0.5) ? usualAddress(random) : Address.ofPhone(site, random);
        }
        return address;
    }

    private Address usualAddress(SeededRandom random) {
        double where = random.nextDouble();
        if (where < fromOffice) {
            return Address.ofOffice(site);
        }
        return random.chance(fromVpn) ? Address.ofVpn(site, random) : home;
    }
}
