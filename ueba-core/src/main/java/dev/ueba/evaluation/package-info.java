/**
 * How good a detector is, and labelled data to find out.
 *
 * <p>Start with {@link dev.ueba.evaluation.SyntheticOrganisation}, which makes ordinary work and attacks of a whole
 * organisation from a seed; {@link dev.ueba.evaluation.AttackScenarios} names the attacks and
 * {@link dev.ueba.evaluation.LabelCsv} keeps their labels in files.
 */
@NullMarked
package dev.ueba.evaluation;

import org.jspecify.annotations.NullMarked;
