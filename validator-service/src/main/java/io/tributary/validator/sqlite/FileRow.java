package io.tributary.validator.sqlite;

import io.tributary.common.change.Row;
import java.util.List;

/**
 * A row of a table in the file.
 *
 * @param place its place in the order of a scan
 * @param key the texts of its key as the change topic spells them
 * @param row the columns that are mapped, as they travel on the change topic
 * @param size characters of all values
 */
record FileRow(List<Cell> place, List<String> key, Row row, long size) {}
