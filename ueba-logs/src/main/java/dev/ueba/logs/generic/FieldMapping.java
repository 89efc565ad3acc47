package dev.ueba.logs.generic;

import dev.ueba.event.EventField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which columns of a log, or members of its JSON objects, make the time and the fields of events.
 *
 * <p>A name is looked for as it is written, else in any case of letters. {@code user.name} is the member {@code name} of the
 * object {@code user}, or a member or column of that very name.
 *
 * @param timestamp names of the time, not empty: the first that a record has is taken, or all of them if joined
 * @param isJoined whether the time is all of these in order, with a blank between, as a date and a time of day
 * @param fields names for each field of the events, in order; of several the first that a record has is taken
 * @param requiresAll whether a CSV file must have a column for every field, or only for one of them
 */
public record FieldMapping(
        List<String> timestamp, boolean isJoined, Map<String, List<String>> fields, boolean requiresAll) {

    public FieldMapping {
        timestamp = List.copyOf(timestamp);
        checkNames("the timestamp", timestamp);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fields.forEach((field, names) -> {
            if (field.isEmpty()) {
                throw new IllegalArgumentException("the name of a field must not be empty");
            }
            checkNames("the field '" + field + "'", names);
            copy.put(field, List.copyOf(names));
        });
        fields = Collections.unmodifiableMap(copy);
    }

    private static void checkNames(String what, List<String> names) {
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalArgumentException(what + " must have names, none of them empty, but had " + names);
        }
    }

    /**
     * Returns the usual names. The first that a record has is taken:
     *
     * <table>
     * <caption>names of the defaults</caption>
     * <tr><th>field</th><th>names</th></tr>
     * <tr><td>time</td><td>timestamp, @timestamp, time, datetime, date_time, event_time, eventTime, created_at, ts</td></tr>
     * <tr><td>user</td><td>user, username, user_name, user.name, actor, account, principal, subject</td></tr>
     * <tr><td>ip</td><td>ip, src_ip, source_ip, source.ip, ip_address, client_ip, client.ip, remote_addr, sourceIPAddress,
     * actor_ip</td></tr>
     * <tr><td>action</td><td>action, event, event_name, eventName, event.action, event_type, operation, activity</td></tr>
     * <tr><td>resource</td><td>resource, object, target, file, path, file.path, url</td></tr>
     * <tr><td>anomaly</td><td>anomaly, is_anomaly, label</td></tr>
     * </table>
     *
     * @return the defaults; a CSV file needs the time and one of the others
     */
    public static FieldMapping defaults() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put(
                EventField.USER,
                List.of("user", "username", "user_name", "user.name", "actor", "account", "principal", "subject"));
        fields.put(
                EventField.IP,
                List.of(
                        "ip",
                        "src_ip",
                        "source_ip",
                        "source.ip",
                        "ip_address",
                        "client_ip",
                        "client.ip",
                        "remote_addr",
                        "sourceIPAddress",
                        "actor_ip"));
        fields.put(
                EventField.ACTION,
                List.of(
                        "action",
                        "event",
                        "event_name",
                        "eventName",
                        "event.action",
                        "event_type",
                        "operation",
                        "activity"));
        fields.put(EventField.RESOURCE, List.of("resource", "object", "target", "file", "path", "file.path", "url"));
        fields.put(EventField.ANOMALY, List.of("anomaly", "is_anomaly", "label"));
        List<String> time = List.of(
                "timestamp",
                "@timestamp",
                "time",
                "datetime",
                "date_time",
                "event_time",
                "eventTime",
                "created_at",
                "ts");
        return new FieldMapping(time, false, fields, false);
    }

    /**
     * Begins a mapping of its own with the time.
     *
     * @param timestamp a name
     * @return a mapping without fields; the names given here and later are the only ones
     */
    public static FieldMapping of(String timestamp) {
        return new FieldMapping(List.of(timestamp), false, Map.of(), true);
    }

    /**
     * Begins a mapping of its own with a time that stands in several places.
     *
     * @param timestamps names, in the order in which they make the time
     * @return a mapping without fields
     */
    public static FieldMapping ofJoined(String... timestamps) {
        return new FieldMapping(List.of(timestamps), true, Map.of(), true);
    }

    /**
     * Returns a copy with one more field, in place of one of the same name.
     *
     * @param field of the events: a constant of {@link EventField} or a name of your own
     * @param names in the log; of several the first that a record has is taken
     * @return the copy
     */
    public FieldMapping with(String field, String... names) {
        Objects.requireNonNull(field, "field");
        Map<String, List<String>> more = new LinkedHashMap<>(fields);
        more.put(field, new ArrayList<>(Arrays.asList(names)));
        return new FieldMapping(timestamp, isJoined, more, requiresAll);
    }

    /**
     * Returns a copy with the user.
     *
     * @param names in the log
     * @return the copy
     */
    public FieldMapping withUser(String... names) {
        return with(EventField.USER, names);
    }

    /**
     * Returns a copy with the address.
     *
     * @param names in the log
     * @return the copy
     */
    public FieldMapping withIp(String... names) {
        return with(EventField.IP, names);
    }

    /**
     * Returns a copy with the action.
     *
     * @param names in the log
     * @return the copy
     */
    public FieldMapping withAction(String... names) {
        return with(EventField.ACTION, names);
    }

    /**
     * Returns a copy with the resource.
     *
     * @param names in the log
     * @return the copy
     */
    public FieldMapping withResource(String... names) {
        return with(EventField.RESOURCE, names);
    }

    /**
     * Returns a copy with the label of known anomalies.
     *
     * @param names in the log
     * @return the copy
     */
    public FieldMapping withAnomaly(String... names) {
        return with(EventField.ANOMALY, names);
    }

    /**
     * Returns a copy that asks for all fields of a CSV file, or for one.
     *
     * @param value whether all
     * @return the copy
     */
    public FieldMapping withRequiresAll(boolean value) {
        return new FieldMapping(timestamp, isJoined, fields, value);
    }
}
