package dev.ueba.logs.synthetic;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ueba.evaluation.SeededRandom;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes events as the fields of GitHub's audit log, some of them in the odd forms that real logs have. */
final class EventJson {

    private static final DateTimeFormatter WITH_ZONE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    private static final DateTimeFormatter WITHOUT_ZONE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private static final String BUSINESS = "example-enterprise";
    private static final int BUSINESS_ID = 48_563;
    private static final int ORGANISATION_ID = 12_345_678;
    private static final String ODD_TEXT =
            "Fix \"quoted\" \\ path, {\"action\":\"git.clone\",\"actor\":\"nobody\"}\n\ttab, caf\u00e9 \u65e5\u672c \ud83d\ude80 <b>&";

    private static final AuditLogVariant[] FIELD_VARIANTS = Arrays.stream(AuditLogVariant.values())
            .filter(AuditLogVariant::isOfFields)
            .toArray(AuditLogVariant[]::new);

    private final Set<AuditLogVariant> variants;

    EventJson(Set<AuditLogVariant> variants) {
        this.variants = variants;
    }

    /** Writes one event as one object. */
    void write(AuditEvent event, JsonGenerator json) throws IOException {
        SeededRandom odd = event.fields();
        AuditLogVariant variant = variant(event, odd.nextDouble());
        SeededRandom details = event.details();
        json.writeStartObject();
        if (event.dated()) {
            writeTime(event, variant, odd, json);
        }
        if (variant != AuditLogVariant.NO_DOCUMENT_ID) {
            json.writeStringField("_document_id", event.documentId());
        }
        json.writeStringField("action", event.action().name());
        writeActor(event, variant, odd, json);
        json.writeStringField("business", BUSINESS);
        json.writeNumberField("business_id", BUSINESS_ID);
        if (!event.action().operation().isEmpty()) {
            json.writeStringField("operation_type", event.action().operation());
        }
        writeOrganisation(variant, json);
        Repository repository = event.repository();
        if (repository != null) {
            writeRepository(repository, event.action().kind(), variant, json);
        }
        writeDetails(event, variant, details, json);
        if (variant == AuditLogVariant.NESTED_DATA) {
            json.writeObjectFieldStart("data");
            json.writeStringField("reason", "policy");
            json.writeArrayFieldStart("changes");
            json.writeNumber(1);
            json.writeStartObject();
            json.writeBooleanField("forced", false);
            json.writeEndObject();
            json.writeEndArray();
            json.writeNullField("note");
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Tells whether the event carries its document id. */
    boolean hasDocumentId(AuditEvent event) {
        return variant(event, event.fields().nextDouble()) != AuditLogVariant.NO_DOCUMENT_ID;
    }

    /** Returns the odd form of an event, if any; the same whichever of the other forms are switched on. */
    private @Nullable AuditLogVariant variant(AuditEvent event, double point) {
        double upTo = 0.0;
        for (AuditLogVariant variant : FIELD_VARIANTS) {
            upTo += variant.rate();
            if (point < upTo) {
                boolean needsId = variant == AuditLogVariant.NO_DOCUMENT_ID && event.attack();
                return variants.contains(variant) && !needsId ? variant : null;
            }
        }
        return null;
    }

    private static void writeTime(
            AuditEvent event, @Nullable AuditLogVariant variant, SeededRandom odd, JsonGenerator json)
            throws IOException {
        long millis = event.millis();
        Instant instant = Instant.ofEpochMilli(millis);
        if (variant == AuditLogVariant.CREATED_AT_ONLY) {
            json.writeNumberField("created_at", millis);
        } else if (variant == AuditLogVariant.FLOATING_TIME) {
            json.writeFieldName("created_at");
            json.writeNumber(millis + ".0");
        } else if (variant == AuditLogVariant.TEXT_TIME) {
            json.writeStringField("created_at", WITH_ZONE.format(instant.atOffset(ZoneOffset.UTC)));
        } else if (variant == AuditLogVariant.TEXT_TIME_WITH_OFFSET) {
            ActorProfile actor = event.actor();
            LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
            Site site = actor == null ? Site.NEW_YORK : actor.site();
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * site.offsetMinutes(day));
            json.writeStringField("created_at", WITH_ZONE.format(instant.atOffset(offset)));
        } else if (variant == AuditLogVariant.TEXT_TIME_WITHOUT_ZONE) {
            json.writeStringField("created_at", WITHOUT_ZONE.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
        } else {
            json.writeNumberField("@timestamp", millis);
            // Git events have no other time.
            if (event.action().kind() != AuditAction.Kind.GIT) {
                long later = variant == AuditLogVariant.LATER_CREATED_AT ? 1000 + odd.nextInt(90_000) : 0;
                json.writeNumberField("created_at", millis + later);
            }
        }
    }

    private static void writeActor(
            AuditEvent event, @Nullable AuditLogVariant variant, SeededRandom odd, JsonGenerator json)
            throws IOException {
        ActorProfile actor = event.actor();
        if (actor == null) {
            double form = odd.nextDouble();
            if (form < 0.5) {
                json.writeNullField("actor");
            } else if (form < 0.75) {
                json.writeStringField("actor", "");
            }
        } else {
            json.writeStringField("actor", actor.login());
            json.writeFieldName("actor_id");
            if (variant == AuditLogVariant.TEXT_ACTOR_ID) {
                json.writeString(Long.toString(actor.id()));
            } else {
                json.writeNumber(actor.id());
            }
            if (actor.login().endsWith(ActorProfile.BOT)) {
                json.writeBooleanField("actor_is_bot", true);
            }
        }
        if (!event.address().text().isEmpty()) {
            json.writeStringField("actor_ip", event.address().text());
            json.writeObjectFieldStart("actor_location");
            json.writeStringField("country_code", event.address().country());
            json.writeEndObject();
        } else if (odd.chance(0.2)) {
            json.writeStringField("actor_ip", "");
        }
    }

    private static void writeOrganisation(@Nullable AuditLogVariant variant, JsonGenerator json) throws IOException {
        boolean list = variant == AuditLogVariant.ORG_LIST;
        json.writeFieldName("org");
        if (list) {
            json.writeStartArray();
        }
        json.writeString(Repositories.ORGANISATION);
        if (list) {
            json.writeString("example-archive");
            json.writeEndArray();
        }
        json.writeFieldName("org_id");
        if (list) {
            json.writeStartArray();
        }
        json.writeNumber(ORGANISATION_ID);
        if (list) {
            json.writeNumber(ORGANISATION_ID + 1);
            json.writeEndArray();
        }
    }

    private static void writeRepository(
            Repository repository, AuditAction.Kind kind, @Nullable AuditLogVariant variant, JsonGenerator json)
            throws IOException {
        boolean elsewhere = variant == AuditLogVariant.REPOSITORY_FIELD || variant == AuditLogVariant.EMPTY_REPO;
        if (!elsewhere) {
            json.writeStringField("repo", repository.fullName());
        } else if (variant == AuditLogVariant.EMPTY_REPO) {
            json.writeStringField("repo", "");
        }
        json.writeNumberField("repo_id", repository.id());
        // Git events name it twice.
        if (elsewhere || kind == AuditAction.Kind.GIT) {
            json.writeStringField("repository", repository.fullName());
        }
        if (kind == AuditAction.Kind.GIT) {
            json.writeBooleanField("repository_public", repository.isPublic());
        } else {
            json.writeBooleanField("public_repo", repository.isPublic());
            json.writeStringField("visibility", repository.visibility());
        }
    }

    private static void writeDetails(
            AuditEvent event, @Nullable AuditLogVariant variant, SeededRandom random, JsonGenerator json)
            throws IOException {
        AuditAction.Kind kind = event.action().kind();
        ActorProfile actor = event.actor();
        if (!event.subject().isEmpty()) {
            json.writeStringField("user", event.subject());
        }
        if (actor != null) {
            boolean bySsh = kind == AuditAction.Kind.GIT && actor.usesSsh();
            boolean byProgram = kind == AuditAction.Kind.GIT || actor.isMachine();
            json.writeStringField("user_agent", byProgram ? actor.git() : actor.browser());
            if (byProgram && !bySsh) {
                json.writeStringField(
                        "programmatic_access_type",
                        actor.isBot() ? "GitHub App server-to-server token" : "Personal access token (classic)");
                json.writeNumberField("token_id", actor.token());
            }
            if (kind == AuditAction.Kind.GIT) {
                json.writeNumberField("transport_protocol", bySsh ? 2 : 1);
                json.writeStringField("transport_protocol_name", bySsh ? "ssh" : "http");
            }
        }
        switch (kind) {
            case PULL_REQUEST -> {
                json.writeNumberField("pull_request_id", 10_000 + random.nextInt(30_000));
                if (variant == AuditLogVariant.ODD_TEXT) {
                    json.writeStringField("pull_request_title", ODD_TEXT);
                }
            }
            case WORKFLOW -> {
                boolean completed = event.action().equals(AuditAction.WORKFLOW_COMPLETED);
                json.writeStringField("event", random.chance(0.7) ? "push" : "pull_request");
                json.writeStringField("head_branch", "main");
                json.writeStringField("name", random.chance(0.7) ? "build" : "deploy");
                json.writeNumberField("run_number", 1 + random.nextInt(400));
                if (completed) {
                    json.writeStringField("conclusion", random.chance(0.9) ? "success" : "failure");
                }
            }
            case BRANCH -> json.writeStringField("name", random.chance(0.8) ? "main" : "release");
            case RULESET -> {
                json.writeNumberField("ruleset_id", 7000 + random.nextInt(90));
                json.writeStringField("ruleset_name", "default branches");
            }
            case ENVIRONMENT ->
                json.writeStringField("environment_name", random.chance(0.6) ? "production" : "staging");
            case HOOK -> {
                json.writeNumberField("hook_id", 400_000 + random.nextInt(9000));
                json.writeArrayFieldStart("events");
                json.writeString("push");
                json.writeString("pull_request");
                json.writeEndArray();
                json.writeObjectFieldStart("config");
                json.writeStringField("content_type", "json");
                json.writeStringField("url", "https://hooks.example.com/" + random.nextInt(50));
                json.writeEndObject();
            }
            case TOKEN -> json.writeStringField("user_programmatic_access_name", "automation-" + random.nextInt(40));
            case TEAM -> json.writeStringField("team", Repositories.ORGANISATION + "/team-" + random.nextInt(12));
            case KEY ->
                json.writeStringField(
                        "fingerprint", "SHA256:" + Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX));
            case APP -> json.writeStringField("integration", "app-" + random.nextInt(30));
            case ADDRESS_LIST ->
                json.writeStringField(
                        "ip_allow_list_entry", Address.ofStranger(random).text());
            case REPOSITORY, PLAIN, GIT, MEMBER -> {
                if (variant == AuditLogVariant.ODD_TEXT) {
                    json.writeStringField("explanation", ODD_TEXT);
                }
            }
        }
    }
}
