package dev.ueba.logs.github;

import dev.ueba.feature.GitHubAuditFeatures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** An event of a made-up log, and the many ways to write it. {@code millis} is 0 for an event without time. */
record TestEvent(
        long millis, String action, String actor, String ip, String repo, String user, String id, boolean bot) {

    private static final long START = Instant.parse("2026-03-20T00:00:00Z").toEpochMilli();

    private static final List<String> ACTORS = List.of(
            "alice", "bob", "carol", "Zoë", "müller", "\ud83d\ude80rocket", "\uff21wide", "zed", "dependabot[bot]", "");
    private static final List<String> OTHER_ACTIONS = List.of(
            "git.push",
            "git.fetch",
            "org.add_member",
            "org.remove_member",
            "repo.update",
            "made.up",
            "repository_secret_scanning.disable",
            "repository_secret_scanning_protection.disable",
            "");

    /** Returns a log of some weeks with copies, events without time, bots, bursts and quiet actors. */
    static List<TestEvent> randomLog(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = random.nextInt(400);
        int days = 1 + random.nextInt(25);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(random(random, i, days));
        }
        int copies = count == 0 ? 0 : random.nextInt(1 + count / 4);
        for (int i = 0; i < copies; i++) {
            events.add(events.get(random.nextInt(count)));
        }
        return events;
    }

    private static TestEvent random(SplittableRandom random, int number, int days) {
        String actor = ACTORS.get(random.nextInt(ACTORS.size()));
        // Most events at the actor's usual hour, so that outliers exist.
        long minute = random.nextInt(15) == 0
                ? random.nextInt(1440)
                : Math.min(1439, 60L * Math.min(actor.length(), 20) + random.nextInt(40));
        long millis = START + random.nextInt(days) * 86_400_000L + minute * 60_000 + random.nextInt(60_000);
        List<String> features = GitHubAuditFeatures.COUNTS;
        List<String> own = GitHubActions.actionsOf(features.get(random.nextInt(33)));
        String action = random.nextInt(3) > 0
                ? own.get(random.nextInt(own.size()))
                : OTHER_ACTIONS.get(random.nextInt(OTHER_ACTIONS.size()));
        return new TestEvent(
                random.nextInt(30) == 0 ? 0 : millis,
                action,
                actor,
                random.nextInt(3) == 0 ? "" : "10.0.0." + random.nextInt(6),
                random.nextInt(4) == 0 ? "" : "org/repo-" + random.nextInt(9),
                random.nextInt(3) == 0 ? ACTORS.get(random.nextInt(8)) : "",
                random.nextInt(5) == 0 ? "" : "id-" + number,
                random.nextInt(40) == 0);
    }

    /** Returns the event as a JSON object on one line, its fields in some order and some variant. */
    String toJson(SplittableRandom random) {
        List<String> fields = new ArrayList<>();
        if (millis != 0) {
            fields.addAll(timeFields(random));
        }
        text(fields, random, "action", action);
        text(fields, random, "actor", actor);
        text(fields, random, "user", user);
        text(fields, random, "_document_id", id);
        if (!ip.isEmpty() && random.nextInt(5) == 0) {
            fields.add("\"actor_location\": {\"country_code\": \"DE\", \"ip\": \"" + ip + "\"}");
        } else {
            text(fields, random, "actor_ip", ip);
            fields.add("\"actor_location\":{\"country_code\":\"DE\"}");
        }
        text(fields, random, random.nextBoolean() ? "repo" : "repository", repo);
        if (bot || random.nextInt(4) == 0) {
            fields.add("\"actor_is_bot\":" + bot);
        }
        fields.add("\"org_id\":[1,2.5e3,null]");
        fields.add("\"user_agent\":\""
                + (random.nextBoolean() ? "git/2.43" : "a \\\"quoted\\\" agent; {braces} [lists]") + "\"");
        fields.add("\"nested\":{\"actor\":\"nobody\",\"action\":\"git.clone\",\"deep\":[{\"repo\":\"x/y\"}]}");
        Collections.shuffle(fields, new Random(random.nextLong()));
        if (random.nextInt(6) == 0) {
            return "{\"data\":{" + String.join(",", fields) + "},\"action\":" + quoted(action, false) + "}";
        }
        return "{" + String.join(random.nextBoolean() ? "," : " , ", fields) + "}";
    }

    private List<String> timeFields(SplittableRandom random) {
        String iso = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
        return switch (random.nextInt(7)) {
            case 0 -> List.of("\"created_at\":" + millis + ".0");
            case 1 -> List.of("\"created_at\":\"" + iso + "Z\"");
            case 2 -> List.of("\"at_sign_timestamp\":\"" + iso.replace('T', ' ') + "\"", "\"created_at\":12");
            case 3 -> List.of("\"timestamp\":" + String.format(Locale.ROOT, "%.12e", (double) millis));
            case 4 -> List.of("\"timestamp\":\"" + millis + "\"", "\"created_at\":null", "\"@timestamp\":\"soon\"");
            default -> List.of("\"@timestamp\":" + millis, "\"created_at\":" + (millis + 1_000_000_000L));
        };
    }

    private static void text(List<String> fields, SplittableRandom random, String name, String text) {
        if (!text.isEmpty()) {
            fields.add("\"" + name + "\":" + quoted(text, random.nextInt(5) == 0));
        } else if (random.nextBoolean()) {
            fields.add("\"" + name + "\":" + (random.nextBoolean() ? "null" : "\"\""));
        }
    }

    static String quoted(String text, boolean escaped) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (escaped || c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
