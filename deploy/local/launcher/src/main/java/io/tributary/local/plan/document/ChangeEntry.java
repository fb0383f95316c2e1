package io.tributary.local.plan.document;

/**
 * What a conversion changes of a column's values.
 *
 * @param lossless whether two different values always stay different
 * @param text in a sentence
 */
public record ChangeEntry(boolean lossless, String text) {}
