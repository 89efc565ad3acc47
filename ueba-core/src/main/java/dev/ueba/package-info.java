/**
 * The front door: the detector, its models and its results.
 */
@NullMarked
package dev.ueba;

import org.jspecify.annotations.NullMarked;
