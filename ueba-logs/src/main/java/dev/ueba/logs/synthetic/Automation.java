package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.ActorRole;
import dev.ueba.evaluation.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens beside people and their machine accounts: bots, deploy keys, and events of the system itself. */
final class Automation {

    private static final int MINUTES = 24 * 60;

    /** Events a day and actor. */
    private static final double RATE = 0.07;

    private final ActorProfile dependabot;
    private final ActorProfile actions;
    private final ActorProfile deployKey;
    private final SeededRandom stream;
    private final int actors;

    Automation(int actors, SeededRandom stream) {
        this.actors = actors;
        this.stream = stream;
        this.dependabot = new ActorProfile("dependabot[bot]", ActorRole.MACHINE, 1, stream);
        this.actions = new ActorProfile("github-actions[bot]", ActorRole.MACHINE, 1, stream);
        this.deployKey = new ActorProfile(ActorProfile.DEPLOY_KEY, ActorRole.MACHINE, 1, stream);
    }

    /** Returns the events of bots and deploy keys. */
    List<AuditEvent> bots(DayContext context) {
        SeededRandom random = stream.child(context.day().toEpochDay()).child(0);
        List<AuditEvent> events = new ArrayList<>();
        AuditAction open = AuditAction.of("pull_request_create", false);
        AuditAction run = AuditAction.of("workflow_run_create", false);
        AuditAction clone = AuditAction.of("git_clone", false);
        for (int left = random.poisson(RATE * actors); left > 0; left--) {
            Repository repository = context.repositories().any(random);
            int minute = 5 * 60 + random.nextInt(90);
            events.add(event(context, dependabot, AuditAction.PUSH, minute, repository, random));
            events.add(event(context, dependabot, open, minute, repository, random));
        }
        for (int left = random.poisson(2 * RATE * actors); left > 0; left--) {
            Repository repository = usual(context, random);
            int minute = workingMinute(random);
            events.add(event(context, actions, run, minute, repository, random));
            events.add(event(context, actions, AuditAction.WORKFLOW_COMPLETED, minute, repository, random));
        }
        for (int left = random.poisson(2 * RATE * actors); left > 0; left--) {
            AuditAction action = random.chance(0.3) ? clone : AuditAction.FETCH;
            events.add(event(context, deployKey, action, workingMinute(random), usual(context, random), random));
        }
        return events;
    }

    /** Returns the events that nobody did. */
    List<AuditEvent> ofNobody(DayContext context, int eventsOfDay) {
        List<AuditEvent> events = new ArrayList<>();
        SeededRandom random = stream.child(context.day().toEpochDay()).child(1);
        for (int left = random.poisson(AuditLogVariant.NO_ACTOR.rate() * eventsOfDay); left > 0; left--) {
            AuditAction action = AuditAction.OF_NOBODY.get(random.nextInt(AuditAction.OF_NOBODY.size()));
            Repository repository = usual(context, random);
            events.add(event(
                    context, null, action, random.nextInt(MINUTES), action.onRepository() ? repository : null, random));
        }
        return events;
    }

    /** Returns a change of members by the identity provider, for organisations without an administrator at work. */
    AuditEvent provisioned(DayContext context, AuditAction action, String subject, SeededRandom random) {
        return new AuditEvent(
                context.millis(random.nextInt(MINUTES), random),
                true,
                context.documentId(random),
                action,
                null,
                null,
                Address.NONE,
                subject,
                false,
                random.nextLong());
    }

    /** Returns a minute when most people push, for what follows a push. */
    private static int workingMinute(SeededRandom random) {
        return 7 * 60 + random.nextInt(11 * 60);
    }

    private static Repository usual(DayContext context, SeededRandom random) {
        return context.repositories().pick(random.nextInt(context.repositories().teams()), random);
    }

    private static AuditEvent event(
            DayContext context,
            @Nullable ActorProfile actor,
            AuditAction action,
            int minute,
            @Nullable Repository repository,
            SeededRandom random) {
        return new AuditEvent(
                context.millis(minute, random),
                true,
                context.documentId(random),
                action,
                actor,
                repository,
                Address.NONE,
                actor == null ? "" : actor.login(),
                false,
                random.nextLong());
    }
}
