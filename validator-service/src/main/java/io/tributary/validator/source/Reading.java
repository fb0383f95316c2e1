package io.tributary.validator.source;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.stream.Changed;
import java.util.List;
import java.util.Map;

/**
 * What is read of a source at once, behind the fence.
 *
 * @param full tables of which every row is read
 * @param changed tables of which the changed rows are read
 * @param counted those of them whose rows are counted
 */
public record Reading(
    List<TablePair> full, Map<TablePair, Changed> changed, List<TablePair> counted) {}
