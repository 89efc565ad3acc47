/**
 * Raw log files: which files a list of paths means, in which order, and how much of them is read at most.
 *
 * <p>Start with {@link dev.ueba.logs.LogFiles}; {@link dev.ueba.logs.LogLimits} bounds what a hostile file can cost.
 */
@NullMarked
package dev.ueba.logs;

import org.jspecify.annotations.NullMarked;
