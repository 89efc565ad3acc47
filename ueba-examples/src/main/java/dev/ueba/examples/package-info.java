/**
 * One small runnable class per task, to be read and copied: start with {@link dev.ueba.examples.DetectOnSample}.
 *
 * <p>They need no arguments and run from any folder: the sample comes from the class path, and what they write goes to a new
 * temporary folder, which they print.
 */
@NullMarked
package dev.ueba.examples;

import org.jspecify.annotations.NullMarked;
