/**
 * Linux auth.log: syslog lines of sshd, PAM, sudo, su, cron and others as events.
 *
 * <p>Start with {@link dev.ueba.logs.auth.AuthLogReader}; {@link dev.ueba.logs.auth.AuthLogEvent} lists what it understands.
 */
@NullMarked
package dev.ueba.logs.auth;

import org.jspecify.annotations.NullMarked;
