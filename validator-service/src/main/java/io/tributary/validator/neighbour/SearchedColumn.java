package io.tributary.validator.neighbour;

/**
 * A column of vectors by which rows are searched for.
 *
 * @param name the column
 * @param space how near two vectors are
 */
public record SearchedColumn(String name, VectorSpace space) {}
