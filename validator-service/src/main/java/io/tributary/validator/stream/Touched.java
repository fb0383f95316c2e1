package io.tributary.validator.stream;

import io.tributary.common.model.TableName;
import java.util.Map;

/**
 * What one record of a change topic touched.
 *
 * @param table the source's table
 * @param key key column to value as text; empty when the record does not tell (no key, truncate)
 */
public record Touched(TableName table, Map<String, String> key) {}
