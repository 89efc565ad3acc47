/**
 * The command {@code ueba}: one class per subcommand, {@link dev.ueba.cli.Ueba} in front.
 */
@NullMarked
package dev.ueba.cli;

import org.jspecify.annotations.NullMarked;
