package dev.ueba.event;

/** Names of fields that more than one part of the library knows. A source may have others; names are exact text. */
public final class EventField {

    /** The machine an event comes from. */
    public static final String HOST = "host";

    /** The program that wrote it, without its process id. */
    public static final String PROCESS = "process";

    /** What happened, as a short word of its source; for auth.log see {@link AuthEvent}. */
    public static final String EVENT = "event";

    /** Who acted, or tried to. */
    public static final String USER = "user";

    /** The address the user came from: IPv4, IPv6 or a host name, as the log has it. */
    public static final String IP = "ip";

    /** What was done. */
    public static final String ACTION = "action";

    /** What it was done to. */
    public static final String RESOURCE = "resource";

    /** {@code true} if the log itself says that there is no such user; missing otherwise. */
    public static final String INVALID_USER = "invalid_user";

    /** How many times in a row it happened, a whole number above 1; missing means once. */
    public static final String REPEAT = "repeat";

    /** CloudTrail: the service that was called. */
    public static final String EVENT_SOURCE = "eventSource";

    /** CloudTrail: the call. */
    public static final String EVENT_NAME = "eventName";

    /** CloudTrail: who called. */
    public static final String USER_ARN = "userIdentity.arn";

    /** CloudTrail: what kind of identity called, such as {@code IAMUser}. */
    public static final String USER_TYPE = "userIdentity.type";

    /** CloudTrail: where the call came from; an address or the name of a service. */
    public static final String SOURCE_IP_ADDRESS = "sourceIPAddress";

    /** CloudTrail: the region called. */
    public static final String AWS_REGION = "awsRegion";

    /** CloudTrail: why the call failed; missing if it did not. */
    public static final String ERROR_CODE = "errorCode";

    /** CloudTrail: {@code true} if the call changes nothing, {@code false} if it may. */
    public static final String READ_ONLY = "readOnly";

    /** CloudTrail: the identifier of the event. */
    public static final String EVENT_ID = "eventID";

    /** CloudTrail: the name of the user who called. */
    public static final String USER_NAME = "userIdentity.userName";

    /** CloudTrail: the account of who called. */
    public static final String ACCOUNT_ID = "userIdentity.accountId";

    /** CloudTrail: the program that called. */
    public static final String USER_AGENT = "userAgent";

    /** CloudTrail: the user that a call is about, as in {@code CreateAccessKey}. */
    public static final String TARGET_USER_NAME = "requestParameters.userName";

    /** CloudTrail: {@code Success} or {@code Failure} of a login to the console. */
    public static final String CONSOLE_LOGIN = "responseElements.ConsoleLogin";

    /** CloudTrail: {@code Yes} or {@code No}, whether a login used a second factor. */
    public static final String MFA_USED = "additionalEventData.MFAUsed";

    /** What a label says: {@code 1} for an event known to be an anomaly, {@code 0} for others. Never a feature. */
    public static final String ANOMALY = "anomaly";

    private EventField() {}
}
