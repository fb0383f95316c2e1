package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.List;

/**
 * A table that was found equal; its changes since then are noted.
 *
 * @param parts the table and its partitions: the names by which its changes can go
 * @param upTo offset of the change topic up to which the comparison covers its changes
 * @param keys the most changed keys that are worth remembering; with more, that the table changed
 */
public record CoveredTable(List<TableName> parts, long upTo, int keys) {}
