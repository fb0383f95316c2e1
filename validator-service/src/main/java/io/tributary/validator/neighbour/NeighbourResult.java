package io.tributary.validator.neighbour;

import io.tributary.common.verdict.NearestNeighbours;
import io.tributary.common.verdict.RowDifference;
import java.util.List;

/**
 * The result of a search for neighbours at both ends.
 *
 * @param result in numbers
 * @param differences by the ids of the vectors that were searched for
 */
public record NeighbourResult(NearestNeighbours result, List<RowDifference> differences) {}
