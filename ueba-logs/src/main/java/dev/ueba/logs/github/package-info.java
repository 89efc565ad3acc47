/**
 * GitHub audit logs: raw files to events, events to base features per actor and day.
 */
@NullMarked
package dev.ueba.logs.github;

import org.jspecify.annotations.NullMarked;
