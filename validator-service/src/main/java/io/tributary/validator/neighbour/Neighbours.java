package io.tributary.validator.neighbour;

import io.tributary.common.event.NearestNeighbours;
import io.tributary.common.event.RowDifference;
import java.util.List;

/**
 * What a search for neighbours at both ends came to.
 *
 * @param result in numbers
 * @param differences by the ids of the vectors that were searched for
 */
public record Neighbours(NearestNeighbours result, List<RowDifference> differences) {}
