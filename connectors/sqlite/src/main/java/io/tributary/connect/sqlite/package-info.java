/**
 * A Kafka Connect source connector for SQLite files that other processes write to: triggers log the
 * keys of changed rows, and the connector reads the rows themselves.
 */
@NullMarked
package io.tributary.connect.sqlite;

import org.jspecify.annotations.NullMarked;
