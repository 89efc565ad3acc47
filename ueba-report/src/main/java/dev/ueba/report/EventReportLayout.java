package dev.ueba.report;

import dev.ueba.event.EventField;
import java.time.ZoneId;
import java.util.Objects;

/**
 * How a report shows events: whom it follows, what it counts by name, and whose clock it reads. Immutable.
 *
 * @param actor what the entities are called, such as {@code address}
 * @param actors more than one of them, such as {@code addresses}
 * @param actorField the field that says whose event it is
 * @param nameField the field whose values are counted
 * @param zone of days and hours
 */
public record EventReportLayout(String actor, String actors, String actorField, String nameField, ZoneId zone) {

    public EventReportLayout {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(actors, "actors");
        Objects.requireNonNull(actorField, "actorField");
        Objects.requireNonNull(nameField, "nameField");
        Objects.requireNonNull(zone, "zone");
    }

    /**
     * Returns the layout of logins: by address, counted by kind of event.
     *
     * @param zone of days and hours
     * @return a layout
     */
    public static EventReportLayout authLog(ZoneId zone) {
        return new EventReportLayout("address", "addresses", EventField.IP, EventField.EVENT, zone);
    }

    /**
     * Returns the layout of CloudTrail: by identity, counted by call.
     *
     * @param zone of days and hours
     * @return a layout
     */
    public static EventReportLayout cloudTrail(ZoneId zone) {
        return new EventReportLayout("identity", "identities", EventField.USER_ARN, EventField.EVENT_NAME, zone);
    }

    /**
     * Returns the layout of other security logs: by user, counted by action.
     *
     * @param zone of days and hours
     * @return a layout
     */
    public static EventReportLayout securityLog(ZoneId zone) {
        return new EventReportLayout("user", "users", EventField.USER, EventField.ACTION, zone);
    }

    ReportWords words(String row, String rows) {
        return new ReportWords(row, rows, actor, actors);
    }
}
