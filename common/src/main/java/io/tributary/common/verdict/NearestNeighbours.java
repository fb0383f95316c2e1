package io.tributary.common.verdict;

import org.jspecify.annotations.Nullable;

/**
 * Whether a search by vectors finds at the target what it finds at the source, tried with vectors
 * of the collection itself.
 *
 * @param space how near two vectors are: l2, cosine or ip
 * @param queries vectors whose neighbours were searched for
 * @param nearest how many neighbours of each
 * @param seed by which the vectors were chosen; the same seed chooses the same of the same rows
 * @param differing queries of which the exact neighbours at the target are not those at the source
 * @param index the target's HNSW index, null when there is none
 * @param recall the share of the exact neighbours that a search by the index finds, with the
 *     default of {@code hnsw.ef_search}; null without an index
 */
public record NearestNeighbours(
    String space,
    int queries,
    int nearest,
    long seed,
    int differing,
    @Nullable String index,
    @Nullable Double recall) {}
