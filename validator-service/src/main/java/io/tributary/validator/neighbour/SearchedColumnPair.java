package io.tributary.validator.neighbour;

/**
 * A column of vectors at both ends.
 *
 * @param source the column where the source's rows are shown, with the numbers as they were read
 * @param target the column of the target
 * @param space how near two vectors are
 */
public record SearchedColumnPair(String source, String target, VectorSpace space) {}
