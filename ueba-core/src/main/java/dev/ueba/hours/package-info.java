/**
 * The hours of the week that an actor keeps to, learned from past days only. Start with {@link dev.ueba.hours.HourHabits}.
 *
 * <p>Hours lie on a circle: 23 o'clock and 0 o'clock are neighbours, and so are Sunday night and Monday morning.
 */
@NullMarked
package dev.ueba.hours;

import org.jspecify.annotations.NullMarked;
