package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.util.List;

/**
 * Makes one number of each event: one feature. What it learns from training events is kept in a {@link Fitted} state and
 * applied to others.
 *
 * <p>All lists of events are in the order of {@link SecurityEvent#BY_TIME_AND_SOURCE}; {@link EventAnomalyDetector} sees to
 * that. Implementations are immutable, do not depend on the locale or on any default zone, and give finite numbers.
 * {@link EventEncoders} has those of this library.
 */
public interface EventEncoder {

    /** What was learned. Immutable and safe to share between threads. */
    @FunctionalInterface
    interface Fitted {

        /**
         * Returns the numbers of events.
         *
         * @param events sorted; for encoders that look back, they come after the training events
         * @return one finite number per event, a new array
         */
        double[] encode(List<SecurityEvent> events);
    }

    /**
     * Returns the name of the feature.
     *
     * @return not empty
     */
    String name();

    /**
     * Returns how the number is written.
     *
     * @return its kind
     */
    NumberKind kind();

    /**
     * Learns from training events.
     *
     * @param events sorted; possibly none
     * @return what was learned
     */
    Fitted fit(List<SecurityEvent> events);

    /**
     * Returns the numbers of the training events themselves. The same as {@code fit(events).encode(events)}, except for
     * encoders that look back: to them the training events are the first ever.
     *
     * @param events sorted; possibly none
     * @return one finite number per event, a new array
     */
    default double[] encodeTraining(List<SecurityEvent> events) {
        return fit(events).encode(events);
    }
}
