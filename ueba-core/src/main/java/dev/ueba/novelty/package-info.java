/**
 * How improbable a day is for its actor, its peers and the whole organisation, judged by earlier days only. Sees what a
 * forest cannot: an action that hardly anybody ever did.
 *
 * <p>Start with {@link dev.ueba.novelty.NoveltyModel}, which scores a day and then learns it; {@link
 * dev.ueba.novelty.Surprise} says what was found.
 */
@NullMarked
package dev.ueba.novelty;

import org.jspecify.annotations.NullMarked;
