/**
 * How this library's own files lie on disk: the checked binary container of models and baseline states, and the atomic
 * replacement that every written file goes through. The lowest room of the house; users meet only
 * {@link dev.ueba.storage.ModelFormatException}.
 */
@NullMarked
package dev.ueba.storage;

import org.jspecify.annotations.NullMarked;
